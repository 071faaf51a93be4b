// SPDX-License-Identifier: Apache-2.0
// One texture on one full-screen window.
#include "platform/stb/video.h"
#include "base/log.h"
#include "base/mem.h"
#include <SDL.h>

struct video {
    SDL_Window *window;
    SDL_Renderer *renderer;
    SDL_Texture *texture;
    struct frame frame;
    Uint32 nudge; // SDL's number of our event
    bool windowed;
};

static enum err refuse(struct fault *f, enum err code, const char *what) {
    return fault_set(f, code, "video", "%s: %s", what, SDL_GetError());
}

// Desktop OpenGL on KMSDRM clears but loses every draw, so ES 2 is asked for. The alpha hints let video show through
// where a later frame is transparent; they must come before the window.
static enum err open_window(struct video *v, struct fault *f) {
    SDL_SetHint(SDL_HINT_RENDER_DRIVER, "opengles2");
    SDL_SetHint(SDL_HINT_VIDEO_EGL_ALLOW_TRANSPARENCY, "1");
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    if (SDL_Init(SDL_INIT_VIDEO))
        return refuse(f, ERR_IO, "no screen");
    SDL_GL_SetAttribute(SDL_GL_ALPHA_SIZE, 8);
    SDL_ShowCursor(SDL_DISABLE);
    v->window = SDL_CreateWindow("Tgov", 0, 0, 1920, 1080, SDL_WINDOW_FULLSCREEN_DESKTOP);
    if (!v->window)
        return refuse(f, ERR_IO, "no window");
    v->renderer = SDL_CreateRenderer(v->window, -1, 0);
    if (!v->renderer)
        return refuse(f, ERR_IO, "no renderer");
    return ERR_NONE;
}

// Draws a colour and reads it back: some drivers of boxes accept everything and show nothing.
static enum err check_pixels(struct video *v, struct fault *f) {
    uint32_t got = 0;
    SDL_Rect one = {2, 2, 1, 1};
    SDL_SetRenderDrawColor(v->renderer, 0x20, 0x80, 0x40, 0xff);
    SDL_RenderFillRect(v->renderer, &(SDL_Rect){0, 0, 8, 8});
    if (SDL_RenderReadPixels(v->renderer, &one, SDL_PIXELFORMAT_ARGB8888, &got, 4))
        return refuse(f, ERR_UNSUPPORTED, "pixels cannot be read back");
    for (int shift = 0; shift < 24; shift += 8) { // 565 screens round
        int wanted = (int)(0x208040u >> shift & 0xff), have = (int)(got >> shift & 0xff);
        if (have < wanted - 8 || have > wanted + 8)
            return fault_set(f, ERR_UNSUPPORTED, "video", "drew 208040, the screen has %06x", (unsigned)(got & 0xffffff));
    }
    return ERR_NONE;
}

static enum err make_frame(struct video *v, int width, int height, struct fault *f) {
    if (!width || !height)
        SDL_GetRendererOutputSize(v->renderer, &width, &height);
    v->frame = (struct frame){.width = width, .height = height, .stride = width * (int)sizeof(uint32_t)};
    SDL_SetHint(SDL_HINT_RENDER_SCALE_QUALITY, "linear");
    v->texture = SDL_CreateTexture(v->renderer, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STREAMING, width, height);
    if (!v->texture)
        return refuse(f, ERR_UNSUPPORTED, "no texture");
    SDL_SetTextureBlendMode(v->texture, SDL_BLENDMODE_NONE); // the frame's alpha is the screen's alpha
    v->frame.pixels = mem_alloc((size_t)v->frame.stride * (size_t)height);
    if (!v->frame.pixels)
        return fault_set(f, ERR_MEMORY, "video", "no memory for a frame of %dx%d", width, height);
    return ERR_NONE;
}

struct video *video_create(int width, int height, struct fault *f) {
    SDL_RendererInfo info = {0};
    struct video *v = mem_alloc(sizeof *v);
    if (!v) {
        (void)fault_set(f, ERR_MEMORY, "video", "no memory");
        return NULL;
    }
    enum err err = open_window(v, f);
    if (!err)
        err = check_pixels(v, f);
    if (!err)
        err = make_frame(v, width, height, f);
    if (err) {
        video_destroy(v);
        return NULL;
    }
    const char *driver = SDL_GetCurrentVideoDriver();
    v->windowed = !SDL_strcmp(driver, "wayland") || !SDL_strcmp(driver, "x11");
    v->nudge = SDL_RegisterEvents(1);
    SDL_GetRendererInfo(v->renderer, &info);
    log_line(LOG_INFO, "video", "ready", "driver=%s renderer=%s width=%d height=%d", driver, info.name,
             v->frame.width, v->frame.height);
    return v;
}

void video_destroy(struct video *v) {
    if (!v)
        return;
    if (v->texture)
        SDL_DestroyTexture(v->texture);
    if (v->renderer)
        SDL_DestroyRenderer(v->renderer);
    if (v->window) {
        SDL_HideWindow(v->window); // waits for an X server that still has a nudge for this window to deliver
        SDL_DestroyWindow(v->window);
    }
    SDL_Quit();
    mem_free(v->frame.pixels);
    mem_free(v);
}

struct frame video_frame(const struct video *v) {
    return v->frame;
}

static bool upload(struct video *v, struct rect r) {
    const uint32_t *from = v->frame.pixels + (size_t)r.y * ((size_t)v->frame.stride / 4) + (size_t)r.x;
    return !SDL_UpdateTexture(v->texture, &(SDL_Rect){r.x, r.y, r.w, r.h}, from, v->frame.stride);
}

// Only the changed rectangles travel to the texture; the screen's own buffers alternate, so the texture is drawn whole.
enum err video_present(struct video *v, const struct rect *changed, size_t count) {
    bool sent = true;
    for (size_t i = 0; i < count; i++)
        if (!rect_empty(changed[i]))
            sent = upload(v, changed[i]) && sent;
    if (!sent || SDL_RenderCopy(v->renderer, v->texture, NULL, NULL)) {
        log_line(LOG_WARN, "video", "not-shown", "reason=%s", SDL_GetError());
        return ERR_IO;
    }
    SDL_RenderPresent(v->renderer);
    return ERR_NONE;
}

bool video_windowed(const struct video *v) {
    return v->windowed;
}

void video_wait(struct video *v, int ms) {
    (void)v;
    (void)SDL_WaitEventTimeout(NULL, ms); // NULL leaves the event for video_news
}

void video_nudge(struct video *v) {
    SDL_Event e = {.type = v->nudge};
    if (SDL_PushEvent(&e) < 0)
        log_line(LOG_WARN, "video", "nudge-lost", "reason=%s", SDL_GetError());
}

enum video_news video_news(struct video *v) {
    enum video_news news = VIDEO_QUIET;
    SDL_Event e;
    (void)v;
    while (SDL_PollEvent(&e)) {
        if (e.type == SDL_QUIT)
            news = VIDEO_QUIT;
        else if (news == VIDEO_QUIET && (e.type == SDL_RENDER_TARGETS_RESET || e.type == SDL_RENDER_DEVICE_RESET ||
                                         (e.type == SDL_WINDOWEVENT && e.window.event == SDL_WINDOWEVENT_EXPOSED)))
            news = VIDEO_LOST;
    }
    return news;
}
