// SPDX-License-Identifier: Apache-2.0
// What Linux calls the keys of remotes (also by CEC and infrared) and of keyboards.
#include "platform/stb/codes.h"
#include <linux/input-event-codes.h>
#include <stddef.h>

const struct code_name codes_built_in[] = {
    {KEY_UP, "UP"}, {KEY_DOWN, "DOWN"}, {KEY_LEFT, "LEFT"}, {KEY_RIGHT, "RIGHT"},
    {KEY_OK, "OK"}, {KEY_SELECT, "OK"}, {KEY_ENTER, "OK"}, {KEY_KPENTER, "OK"},
    {KEY_BACK, "BACK"}, {KEY_ESC, "BACK"}, {KEY_EXIT, "BACK"}, // CEC "back" arrives as EXIT
    {KEY_HOME, "HOME"}, {KEY_HOMEPAGE, "HOME"},
    {KEY_RED, "RED"}, {KEY_GREEN, "GREEN"}, {KEY_YELLOW, "YELLOW"}, {KEY_BLUE, "BLUE"},
    {KEY_F1, "RED"}, {KEY_F2, "GREEN"}, {KEY_F3, "YELLOW"}, {KEY_F4, "BLUE"}, // keyboards
    {KEY_0, "0"}, {KEY_1, "1"}, {KEY_2, "2"}, {KEY_3, "3"}, {KEY_4, "4"},
    {KEY_5, "5"}, {KEY_6, "6"}, {KEY_7, "7"}, {KEY_8, "8"}, {KEY_9, "9"},
    {KEY_KP0, "0"}, {KEY_KP1, "1"}, {KEY_KP2, "2"}, {KEY_KP3, "3"}, {KEY_KP4, "4"},
    {KEY_KP5, "5"}, {KEY_KP6, "6"}, {KEY_KP7, "7"}, {KEY_KP8, "8"}, {KEY_KP9, "9"},
    {KEY_NUMERIC_0, "0"}, {KEY_NUMERIC_1, "1"}, {KEY_NUMERIC_2, "2"}, {KEY_NUMERIC_3, "3"}, {KEY_NUMERIC_4, "4"},
    {KEY_NUMERIC_5, "5"}, {KEY_NUMERIC_6, "6"}, {KEY_NUMERIC_7, "7"}, {KEY_NUMERIC_8, "8"}, {KEY_NUMERIC_9, "9"},
    {KEY_HELP, "HELP"}, {KEY_F5, "HELP"}, {KEY_MENU, "MENU"}, {KEY_SETUP, "MENU"}, {KEY_CONTEXT_MENU, "MENU"},
    {KEY_INFO, "INFO"}, {KEY_SEARCH, "SEARCH"}, {KEY_FIND, "SEARCH"},
    {KEY_PAGEUP, "PAGE_UP"}, {KEY_PAGEDOWN, "PAGE_DOWN"}, {KEY_CHANNELUP, "PAGE_UP"}, {KEY_CHANNELDOWN, "PAGE_DOWN"},
    {KEY_REWIND, "REWIND"}, {KEY_FASTFORWARD, "FORWARD"}, {KEY_PREVIOUS, "REWIND"}, {KEY_NEXT, "FORWARD"},
    {KEY_PREVIOUSSONG, "REWIND"}, {KEY_NEXTSONG, "FORWARD"},
    {KEY_PLAY, "PLAY"}, {KEY_PAUSE, "PLAY"}, {KEY_PLAYPAUSE, "PLAY"}, {KEY_PLAYCD, "PLAY"}, {KEY_PAUSECD, "PLAY"},
    {KEY_STOP, "STOP"}, {KEY_STOPCD, "STOP"},
    {KEY_BACKSPACE, "DELETE"}, {KEY_DELETE, "DELETE"}, {KEY_CLEAR, "DELETE"},
    {KEY_MUTE, "MUTE"}, {KEY_VOLUMEUP, "VOLUME_UP"}, {KEY_VOLUMEDOWN, "VOLUME_DOWN"},
    {KEY_POWER, "POWER"}, {KEY_POWER2, "POWER"}, {KEY_SLEEP, "POWER"},
    {0, NULL},
};
