// SPDX-License-Identifier: Apache-2.0
// HTTP/2 against nginx: agreed on in the handshake, many requests over one connection, and sessions that are resumed.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "helper_cert.h"
#include "helper_net.h"
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct nginx {
    pid_t pid;
    int port, port_once; // the second one closes after every answer
    char folder[128], ca_file[192], base[64];
};

static int free_port(void) {
    struct sockaddr_in at = {.sin_family = AF_INET};
    socklen_t len = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof at), 0);
    getsockname(fd, (struct sockaddr *)&at, &len);
    close(fd);
    return ntohs(at.sin_port);
}

static bool is_up(int port) {
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bool up = connect(fd, (struct sockaddr *)&at, sizeof at) == 0;
    close(fd);
    return up;
}

static void write_files(struct nginx *x) {
    char path[192];
    struct cert ca = cert_authority("Test authority");
    struct cert leaf = cert_make(&(struct cert_wish){.name = "office", .san = "DNS:localhost,IP:127.0.0.1", .issuer = &ca});
    snprintf(x->ca_file, sizeof x->ca_file, "%s/ca.pem", x->folder);
    cert_write_pem(&ca, x->ca_file);
    snprintf(path, sizeof path, "%s/leaf.pem", x->folder);
    cert_write_pem(&leaf, path);
    snprintf(path, sizeof path, "%s/leaf.key", x->folder);
    cert_write_key(&leaf, path);
    cert_free(&ca);
    cert_free(&leaf);
    snprintf(path, sizeof path, "%s/nginx.conf", x->folder);
    FILE *f = fopen(path, "w");
    fprintf(f,
            "daemon off; master_process off; worker_processes 1; pid %s/pid; error_log %s/error.log;\n"
            "events { worker_connections 64; }\n"
            "http { access_log off; client_body_temp_path %s; proxy_temp_path %s; fastcgi_temp_path %s; uwsgi_temp_path %s;\n"
            " scgi_temp_path %s; default_type application/json; gzip on; gzip_min_length 0; gzip_types application/json;\n"
            " server { listen 127.0.0.1:%d ssl http2; ssl_certificate leaf.pem; ssl_certificate_key leaf.key;\n"
            "  location / { return 200 '{\"protocol\":\"$server_protocol\",\"path\":\"$uri\"}'; } }\n"
            " server { listen 127.0.0.1:%d ssl; ssl_certificate leaf.pem; ssl_certificate_key leaf.key; keepalive_timeout 0;\n"
            "  ssl_protocols TLSv1.2 TLSv1.3; location / { return 200 '{\"resumed\":\"$ssl_session_reused\"}'; } } }\n",
            x->folder, x->folder, x->folder, x->folder, x->folder, x->folder, x->folder, x->port, x->port_once);
    fclose(f);
}

static int start_nginx(void **state) {
    struct nginx *x = calloc(1, sizeof *x);
    if (access("/usr/sbin/nginx", X_OK)) {
        printf("nginx is not installed\n");
        exit(77);
    }
    scratch_make(x->folder, sizeof x->folder);
    x->port = free_port();
    x->port_once = free_port();
    snprintf(x->base, sizeof x->base, "https://localhost:%d", x->port);
    write_files(x);
    x->pid = fork();
    if (x->pid == 0) {
        char conf[192];
        snprintf(conf, sizeof conf, "%s/nginx.conf", x->folder);
        execl("/usr/sbin/nginx", "nginx", "-p", x->folder, "-c", conf, "-e", "stderr", (char *)NULL);
        _exit(127);
    }
    for (int i = 0; i < 500 && !is_up(x->port); i++)
        usleep(10000);
    *state = x;
    return is_up(x->port) ? 0 : -1;
}

static int stop_nginx(void **state) {
    struct nginx *x = *state;
    kill(x->pid, SIGKILL);
    waitpid(x->pid, NULL, 0);
    scratch_remove(x->folder);
    free(x);
    return 0;
}

static void many_requests_share_a_connection(void **state) {
    struct nginx *x = *state;
    struct client c;
    client_start(&c, NULL, &(struct net_options){.base_url = x->base, .ca_file = x->ca_file});
    enum { MANY = 40 };
    for (int i = 0; i < MANY; i++) {
        char path[32];
        struct fault f;
        snprintf(path, sizeof path, "/item/%d", i);
        assert_int_equal(net_send(c.net, &(struct net_request){.token = 1, .tag = i, .path = path}, &f), ERR_NONE);
    }
    for (int i = 0; i < MANY; i++) {
        char path[32];
        struct net_message *m = client_next(&c, NET_ANSWER);
        assert_int_equal(m->err, ERR_NONE);
        assert_string_equal(val_get_text(&m->value, "protocol", ""), "HTTP/2.0");
        snprintf(path, sizeof path, "/item/%d", m->tag);
        assert_string_equal(val_get_text(&m->value, "path", ""), path);
        net_message_free(m);
    }
    struct net_counts n = net_count(c.net);
    assert_int_equal(n.http2, MANY);
    assert_int_equal(n.connections, 1);
    client_stop(&c);
}

static void a_session_is_resumed(void **state) {
    struct nginx *x = *state;
    struct client c;
    char base[64];
    snprintf(base, sizeof base, "https://localhost:%d", x->port_once);
    client_start(&c, NULL, &(struct net_options){.base_url = base, .ca_file = x->ca_file});
    for (int i = 0; i < 3; i++) {
        struct net_message *m = client_get(&c, "/");
        assert_int_equal(m->err, ERR_NONE);
        assert_string_equal(val_get_text(&m->value, "resumed", ""), i ? "r" : ".");
        net_message_free(m);
    }
    assert_int_equal(net_count(c.net).connections, 3);
    client_stop(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_requests_share_a_connection),
        cmocka_unit_test(a_session_is_resumed),
    };
    return cmocka_run_group_tests(tests, start_nginx, stop_nginx);
}
