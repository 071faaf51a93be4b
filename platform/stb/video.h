// SPDX-License-Identifier: Apache-2.0
// The screen of a box through SDL: KMSDRM or Wayland, one texture, OpenGL ES 2.
#ifndef TGOV_PLATFORM_STB_VIDEO_H
#define TGOV_PLATFORM_STB_VIDEO_H

#include "platform/platform.h"

struct video;

// A full-screen window and a frame of `width` x `height`, or of the screen's size where these are 0. ERR_IO when SDL finds
// no screen, ERR_UNSUPPORTED when what it draws does not arrive, ERR_MEMORY. NULL then.
struct video *video_create(int width, int height, struct fault *f) TGOV_CHECKED;
void video_destroy(struct video *v);
struct frame video_frame(const struct video *v);
enum err video_present(struct video *v, const struct rect *changed, size_t count) TGOV_CHECKED;

// True under a window system: its events come by a socket that only SDL knows, so the driver sleeps in video_wait. False
// where the screen is ours alone (KMSDRM) and SDL would poll a thousand times a second.
bool video_windowed(const struct video *v);
// Sleeps until there is news, video_nudge is called, or `ms` are over (-1: no limit). Then ask video_news.
void video_wait(struct video *v, int ms);
void video_nudge(struct video *v); // any thread

enum video_news { VIDEO_QUIET, VIDEO_QUIT, VIDEO_LOST }; // LOST: the picture must be shown again
// What the window system has said since the last call. Keys never come from here.
enum video_news video_news(struct video *v);

#endif
