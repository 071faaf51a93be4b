// SPDX-License-Identifier: Apache-2.0
// Whether headphones are plugged in: ALSA shows each jack as an input device with the switch SW_HEADPHONE_INSERT
// (linux/input-event-codes.h). A box whose headphones are wireless has none and says no.
#ifndef TGOV_PLATFORM_STB_JACK_H
#define TGOV_PLATFORM_STB_JACK_H

#include <stdbool.h>

// Looks at the devices of the folder ("/dev/input"); NULL: false. Asked only when something private is to be said.
bool jack_plugged(const char *folder);

#endif
