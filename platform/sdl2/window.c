// SPDX-License-Identifier: Apache-2.0
// The desktop window. Its picture is SDL's window surface: under X11 memory shared with the display server, of which only
// the changed rectangles are sent. A renderer would draw the whole window for each of them, and bring OpenGL with it.
#include "platform/sdl2/emulator.h"
#include "base/log.h"
#include "base/mem.h"
#include <SDL.h>

enum { MIN_WIDTH = 640, MIN_HEIGHT = 360, SHOW_MOST = 16 };

struct window {
    SDL_Window *window;
    SDL_Surface *surface; // SDL's, until the window is resized
    SDL_Surface *own;     // where the screen has other pixels than we paint: converted when shown
};

// As large as asked for, or as fits on the desktop with the same shape.
static void fit_desktop(int *width, int *height) {
    SDL_Rect room;
    if (SDL_GetDisplayUsableBounds(0, &room) || (*width <= room.w && *height <= room.h))
        return;
    double by = SDL_min((double)room.w / *width, (double)room.h / *height);
    *width = (int)(*width * by);
    *height = (int)(*height * by);
}

struct window *window_create(const char *title, int width, int height, bool resizable, struct fault *f) {
    struct window *w = mem_alloc(sizeof *w);
    if (!w) {
        (void)fault_set(f, ERR_MEMORY, "emulator", "no memory for a window");
        return NULL;
    }
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    if (SDL_Init(SDL_INIT_VIDEO)) {
        (void)fault_set(f, ERR_IO, "emulator", "no display: %s", SDL_GetError());
        mem_free(w);
        return NULL;
    }
    // Else SDL draws the surface through OpenGL, threads and all. Wayland has no other way.
    if (!SDL_strcmp(SDL_GetCurrentVideoDriver(), "x11"))
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    fit_desktop(&width, &height);
    w->window = SDL_CreateWindow(title, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width, height,
                                 resizable ? SDL_WINDOW_RESIZABLE : 0);
    if (!w->window) {
        (void)fault_set(f, ERR_IO, "emulator", "no window: %s", SDL_GetError());
        window_destroy(w);
        return NULL;
    }
    SDL_SetWindowMinimumSize(w->window, MIN_WIDTH, MIN_HEIGHT);
    SDL_StartTextInput();
    return w;
}

void window_destroy(struct window *w) {
    if (!w)
        return;
    SDL_FreeSurface(w->own);
    if (w->window) {
        // SDL wakes itself through a second connection to the X server. Hiding waits for the server, so that no such
        // message is still on its way to a window that is gone, which would end the program with an error.
        SDL_HideWindow(w->window);
        SDL_DestroyWindow(w->window);
    }
    SDL_Quit();
    mem_free(w);
}

static bool fits(const SDL_Surface *s) {
    const SDL_PixelFormat *f = s->format;
    return f->BytesPerPixel == 4 && f->Rmask == 0xff0000 && f->Gmask == 0xff00 && f->Bmask == 0xff && !SDL_MUSTLOCK(s);
}

bool window_canvas(struct window *w, struct canvas *c) {
    if (!w->surface) {
        SDL_FreeSurface(w->own);
        w->own = NULL;
        w->surface = SDL_GetWindowSurface(w->window);
        if (w->surface && !fits(w->surface))
            w->own = SDL_CreateRGBSurfaceWithFormat(0, w->surface->w, w->surface->h, 32, SDL_PIXELFORMAT_RGB888);
        if (!w->surface || (!fits(w->surface) && !w->own)) {
            log_line(LOG_WARN, "emulator", "no-picture", "reason=%s", SDL_GetError());
            w->surface = NULL;
            return false;
        }
    }
    SDL_Surface *to = w->own ? w->own : w->surface;
    *c = (struct canvas){.pixels = to->pixels, .width = to->w, .height = to->h, .stride = to->pitch / 4,
                         .clip = {0, 0, to->w, to->h}};
    return to->w > 0 && to->h > 0;
}

void window_show(struct window *w, const struct rect *rects, size_t count) {
    SDL_Rect out[SHOW_MOST];
    size_t n = 0;
    if (!w->surface)
        return;
    for (size_t i = 0; i < count && n < SHOW_MOST; i++) {
        out[n] = (SDL_Rect){rects[i].x, rects[i].y, rects[i].w, rects[i].h};
        if (w->own)
            SDL_BlitSurface(w->own, &out[n], w->surface, &(SDL_Rect){rects[i].x, rects[i].y, 0, 0});
        n++;
    }
    if (SDL_UpdateWindowSurfaceRects(w->window, out, (int)n))
        w->surface = NULL; // the size changed in between; the event about it repaints everything
}

void window_resized(struct window *w) {
    w->surface = NULL;
}

void window_full(struct window *w, bool full) {
    if (SDL_SetWindowFullscreen(w->window, full ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0))
        log_line(LOG_WARN, "emulator", "not-full", "reason=%s", SDL_GetError());
    SDL_ShowCursor(full ? SDL_DISABLE : SDL_ENABLE);
    w->surface = NULL;
}

bool window_is_full(const struct window *w) {
    return SDL_GetWindowFlags(w->window) & SDL_WINDOW_FULLSCREEN;
}
