// SPDX-License-Identifier: Apache-2.0
#include "platform/stb/jack.h"
#include <dirent.h>
#include <fcntl.h>
#include <linux/input.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static bool bit(const unsigned char *bits, int n) { return bits[n / 8] >> n % 8 & 1; }

static bool plugged(int device) {
    unsigned char has[SW_MAX / 8 + 1] = {0}, now[SW_MAX / 8 + 1] = {0};
    return ioctl(device, EVIOCGBIT(EV_SW, sizeof has), has) >= 0 && bit(has, SW_HEADPHONE_INSERT) &&
           ioctl(device, EVIOCGSW(sizeof now), now) >= 0 && bit(now, SW_HEADPHONE_INSERT);
}

bool jack_plugged(const char *folder) {
    DIR *dir = folder ? opendir(folder) : NULL;
    bool found = false;
    for (const struct dirent *e; dir && !found && (e = readdir(dir));) {
        if (strncmp(e->d_name, "event", 5) != 0)
            continue;
        int device = openat(dirfd(dir), e->d_name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        found = device >= 0 && plugged(device);
        if (device >= 0)
            close(device);
    }
    if (dir)
        closedir(dir);
    return found;
}
