// SPDX-License-Identifier: Apache-2.0
// JSON-RPC 2.0 over WebSocket with a service on this machine, as RDK's Thunder and Firebolt speak it. Nothing waits: the
// owner polls rpc_fd and calls rpc_step, which hands out one message after the other.
#ifndef TGOV_PLATFORM_SPEECH_RPC_H
#define TGOV_PLATFORM_SPEECH_RPC_H

#include "base/arena.h"
#include "base/value.h"
#include "platform/speech_frames.h"

enum { RPC_OUT_CAP = 128 * 1024, RPC_PLACE = 128 };

struct rpc {
    int fd;
    enum { RPC_CONNECTING, RPC_ASKED, RPC_OPEN } phase;
    int port, next_id;
    char path[RPC_PLACE], key[FRAMES_KEY + 1];
    struct frames frames;
    struct buf head; // of the answer to the handshake
    struct buf out;  // of which `sent` bytes are written
    size_t sent;
    struct arena arena; // of the present message
};

// "ws://127.0.0.1:9998/jsonrpc", or the same without the scheme; only this machine: what is spoken must not travel.
// ERR_SYNTAX, ERR_DENIED (another machine), ERR_OFFLINE. Connects without waiting.
enum err rpc_open(struct rpc *r, const char *url, const char *path) TGOV_CHECKED;
void rpc_close(struct rpc *r);
int rpc_fd(const struct rpc *r, short *events);
// Sends a call once the connection stands; `params` is JSON. Returns its id; 0: too much is waiting.
int rpc_call(struct rpc *r, const char *method, const char *params) TGOV_CHECKED;
// The next message as a JSON object, until the next call; NULL when there is none now. `lost`: the connection is gone or the
// other side broke the rules.
const struct val *rpc_step(struct rpc *r, bool *lost);

#endif
