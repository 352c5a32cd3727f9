#include "site/server.h"

#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

#include "base/mem.h"
#include "site/page.h"

#define MAX_CONNECTIONS  64
#define IDLE_SECONDS     15
#define CONNECTION_BYTES (32 * 1024)
#define BACKLOG          64

/* One address that it listens at. */
struct listener {
	int fd; /* -1: this machine has no such address, or the daemon has it */
	struct MHD_Daemon *daemon;
};

struct server {
	uint16_t port;
	struct listener listeners[SERVER_FDS];
	struct site_memory *site;
};

/* ---- what is answered ---- */

static const struct {
	const char *suffix, *type;
} types[] = {
	{".html", "text/html; charset=utf-8"},
	{".css", "text/css; charset=utf-8"},
	{".js", "text/javascript; charset=utf-8"},
	{".json", "application/json; charset=utf-8"},
	{".jsonl", "application/jsonl; charset=utf-8"},
	{".svg", "image/svg+xml; charset=utf-8"},
	{".atom", "application/atom+xml; charset=utf-8"},
	{".xml", "application/xml; charset=utf-8"},
	{".txt", "text/plain; charset=utf-8"},
	{".ics", "text/calendar; charset=utf-8"},
	{".png", "image/png"},
	{".jpg", "image/jpeg"},
	{".jpeg", "image/jpeg"},
	{".gif", "image/gif"},
	{".webp", "image/webp"},
};

static const char *type_of(struct slice path)
{
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		if (slice_ends_with(path, types[i].suffix))
			return types[i].type;
	}
	return "application/octet-stream";
}

static bool add_headers(struct MHD_Response *response, const char *type)
{
	char *policy = mem_format("%s; frame-ancestors 'none'", page_policy);
	const char *const headers[][2] = {
		{MHD_HTTP_HEADER_CONTENT_TYPE, type},
		{MHD_HTTP_HEADER_CONTENT_SECURITY_POLICY, policy},
		{MHD_HTTP_HEADER_X_CONTENT_TYPE_OPTIONS, "nosniff"},
		{"Referrer-Policy", "no-referrer"},
		{MHD_HTTP_HEADER_CACHE_CONTROL, "no-store"},
		{MHD_HTTP_HEADER_CROSS_ORIGIN_RESOURCE_POLICY, "same-origin"},
	};
	bool added = true;

	for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
		added &= MHD_add_response_header(response, headers[i][0], headers[i][1]) == MHD_YES;
	free(policy);
	return added;
}

/* Takes the response. MHD_NO closes the connection. */
static enum MHD_Result answer(struct MHD_Connection *connection, unsigned status,
	struct MHD_Response *response, const char *type)
{
	enum MHD_Result result = MHD_NO;

	if (!response)
		return MHD_NO;
	if (add_headers(response, type) &&
		(status != MHD_HTTP_METHOD_NOT_ALLOWED ||
			MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, "GET, HEAD") ==
				MHD_YES))
		result = MHD_queue_response(connection, status, response);
	MHD_destroy_response(response);
	return result;
}

/* A page that says no, in our words only. */
static enum MHD_Result refuse(
	struct MHD_Connection *connection, unsigned status, const char *title, const char *text)
{
	char *page = mem_format("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
				"<meta charset=\"utf-8\">\n<title>%s</title>\n</head>\n<body>\n"
				"<h1>%s</h1>\n<p>%s</p>\n</body>\n</html>\n",
		title, title, text);

	return answer(connection, status,
		MHD_create_response_from_buffer(strlen(page), page, MHD_RESPMEM_MUST_FREE),
		"text/html; charset=utf-8");
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The path of a request, without its first slash, as bytes. False if there is none like that. */
static bool decode(const char *url, struct buffer *path)
{
	if (*url++ != '/')
		return false;
	for (; *url; url++) {
		int high, low;

		if (*url != '%') {
			buffer_add_char(path, *url);
			continue;
		}
		high = digit(url[1]);
		low = high < 0 ? -1 : digit(url[2]);
		if (low < 0 || high + low == 0)
			return false;
		buffer_add_char(path, (char)(high * 16 + low));
		url += 2;
	}
	return true;
}

static void release(void *site)
{
	site_memory_release(site);
}

static enum MHD_Result answer_with_file(
	struct server *server, struct MHD_Connection *connection, const char *url)
{
	struct buffer path = BUFFER_INIT;
	bool found = decode(url, &path);
	struct MHD_Response *response;
	struct slice bytes;
	const char *type;

	if (path.len == 0)
		buffer_add_string(&path, "index.html");
	found = found && site_memory_find(server->site, buffer_slice(&path), &bytes);
	type = type_of(buffer_slice(&path));
	buffer_dispose(&path);
	if (!found)
		return refuse(
			connection, MHD_HTTP_NOT_FOUND, "Not found", "The site has no such page.");
	site_memory_keep(server->site);
	response = MHD_create_response_from_buffer_with_free_callback_cls(
		bytes.len, (void *)bytes.at, release, server->site);
	if (!response)
		site_memory_release(server->site);
	return answer(connection, MHD_HTTP_OK, response, type);
}

/* ---- what is asked ---- */

struct hosts {
	const struct server *server;
	size_t good, bad;
};

static bool is_this_machine(const struct server *server, struct slice host)
{
	static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
	char port[sizeof ":65535"];

	snprintf(port, sizeof port, ":%u", (unsigned)server->port);
	if (slice_ends_with(host, port))
		host.len -= strlen(port);
	else if (server->port != 80)
		return false;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (slice_equal_nocase(host, slice_of(names[i])))
			return true;
	}
	return false;
}

static enum MHD_Result look_at_header(void *context, enum MHD_ValueKind kind, const char *name,
	size_t name_size, const char *value, size_t value_size)
{
	struct hosts *hosts = context;

	(void)kind;
	if (!slice_equal_nocase((struct slice){name, name_size}, slice_of(MHD_HTTP_HEADER_HOST)))
		return MHD_YES;
	if (is_this_machine(hosts->server, (struct slice){value, value_size}))
		hosts->good++;
	else
		hosts->bad++;
	return MHD_YES;
}

static bool names_this_machine(const struct server *server, struct MHD_Connection *connection)
{
	struct hosts hosts = {.server = server};

	MHD_get_connection_values_n(connection, MHD_HEADER_KIND, look_at_header, &hosts);
	return hosts.good == 1 && hosts.bad == 0;
}

/* Called first when the headers are there, then when there is a body, then for the answer. */
static enum MHD_Result take_request(void *context, struct MHD_Connection *connection,
	const char *url, const char *method, const char *version, const char *upload,
	/* NOLINTNEXTLINE(readability-non-const-parameter): the library's type */
	size_t *upload_size, void **state)
{
	struct server *server = context;

	(void)version;
	(void)upload;
	if (!*state && !names_this_machine(server, connection))
		return refuse(connection, MHD_HTTP_MISDIRECTED_REQUEST, "Not here",
			"The preview answers to 127.0.0.1, localhost and [::1] only, with its "
			"port.");
	if (!*state && strcmp(method, MHD_HTTP_METHOD_GET) != 0 &&
		strcmp(method, MHD_HTTP_METHOD_HEAD) != 0)
		return refuse(connection, MHD_HTTP_METHOD_NOT_ALLOWED, "Not allowed",
			"The preview only shows pages.");
	if (!*state) {
		*state = server;
		return MHD_YES;
	}
	if (*upload_size)
		return MHD_NO;
	return answer_with_file(server, connection, url);
}

/* We decode paths ourselves: a NUL among the bytes would end this string early. */
static size_t leave_escaped(void *context, struct MHD_Connection *connection, char *text)
{
	(void)context;
	(void)connection;
	return strlen(text);
}

/* ---- where it listens ---- */

static int bind_to(int family, uint16_t port)
{
	const struct sockaddr_in four = {.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	const struct sockaddr_in6 six = {.sin6_family = AF_INET6,
		.sin6_port = htons(port),
		.sin6_addr = IN6ADDR_LOOPBACK_INIT};
	int fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), saved;
	bool is_six = family == AF_INET6;
	const int on = 1;

	if (fd < 0)
		return -1;
	/* Else the port is taken for a minute after a preview has ended. */
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
		(!is_six || setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on) == 0) &&
		bind(fd, is_six ? (const void *)&six : (const void *)&four,
			is_six ? sizeof six : sizeof four) == 0)
		return fd;
	saved = errno;
	close(fd);
	errno = saved;
	return -1;
}

static struct error *bind_failed(uint16_t port)
{
	if (errno == EADDRINUSE)
		return error_new(ERROR_REFUSED,
			"port %u is taken: choose another one with --serve=PORT, or --serve=0 for "
			"any that is free",
			(unsigned)port);
	return error_errno(ERROR_IO, "cannot take port %u", (unsigned)port);
}

static struct error *take_ports(struct server *server, uint16_t port)
{
	struct sockaddr_in address = {0};
	socklen_t size = sizeof address;
	int four = bind_to(AF_INET, port), six;

	if (four < 0)
		return bind_failed(port);
	server->listeners[0].fd = four;
	if (getsockname(four, (void *)&address, &size))
		return error_errno(ERROR_IO, "cannot take a port");
	server->port = ntohs(address.sin_port);
	/* A browser takes "localhost" for ::1 first: that must not be somebody else. */
	six = bind_to(AF_INET6, server->port);
	if (six < 0 && port && errno == EADDRINUSE)
		return bind_failed(port);
	server->listeners[1].fd = six;
	return NULL;
}

struct error *server_open(uint16_t port, struct server **out)
{
	struct server *server = mem_calloc(1, sizeof *server);
	struct error *error;

	for (size_t i = 0; i < SERVER_FDS; i++)
		server->listeners[i].fd = -1;
	error = take_ports(server, port);
	if (error) {
		server_close(server);
		server = NULL;
	}
	*out = server;
	return error;
}

uint16_t server_port(const struct server *server)
{
	return server->port;
}

static struct error *start(struct server *server, struct listener *listener, unsigned flags)
{
	const struct MHD_OptionItem options[] = {
		{MHD_OPTION_LISTEN_SOCKET, listener->fd, NULL},
		{MHD_OPTION_CONNECTION_LIMIT, MAX_CONNECTIONS, NULL},
		{MHD_OPTION_CONNECTION_TIMEOUT, IDLE_SECONDS, NULL},
		{MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_BYTES, NULL},
		{MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL},
		{MHD_OPTION_UNESCAPE_CALLBACK, (intptr_t)leave_escaped, NULL},
		{MHD_OPTION_END, 0, NULL},
	};

	if (listen(listener->fd, BACKLOG))
		return error_errno(ERROR_IO, "cannot listen at port %u", (unsigned)server->port);
	listener->daemon = MHD_start_daemon(MHD_USE_EPOLL | flags, 0, NULL, NULL, take_request,
		server, MHD_OPTION_ARRAY, options, MHD_OPTION_END);
	if (!listener->daemon)
		return error_new(ERROR_IO, "cannot serve at port %u", (unsigned)server->port);
	listener->fd = -1;
	return NULL;
}

struct error *server_listen(struct server *server)
{
	struct error *error = start(server, &server->listeners[0], 0);

	if (!error && server->listeners[1].fd >= 0)
		error = start(server, &server->listeners[1], MHD_USE_IPv6);
	return error;
}

void server_close(struct server *server)
{
	if (!server)
		return;
	for (size_t i = 0; i < SERVER_FDS; i++) {
		struct listener *listener = &server->listeners[i];

		if (listener->daemon)
			MHD_stop_daemon(listener->daemon);
		if (listener->fd >= 0)
			close(listener->fd);
	}
	site_memory_release(server->site);
	free(server);
}

/* ---- at work ---- */

void server_show(struct server *server, struct site_memory *site)
{
	site_memory_release(server->site);
	server->site = site;
}

int server_wait(const struct server *server, int fds[SERVER_FDS])
{
	MHD_UNSIGNED_LONG_LONG least = INT_MAX;

	for (size_t i = 0; i < SERVER_FDS; i++) {
		struct MHD_Daemon *daemon = server->listeners[i].daemon;
		const union MHD_DaemonInfo *info =
			daemon ? MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_EPOLL_FD) : NULL;
		MHD_UNSIGNED_LONG_LONG timeout;

		fds[i] = info ? info->epoll_fd : -1;
		if (daemon && MHD_get_timeout(daemon, &timeout) == MHD_YES && timeout < least)
			least = timeout;
	}
	return least == INT_MAX ? -1 : (int)least;
}

void server_run(struct server *server)
{
	for (size_t i = 0; i < SERVER_FDS; i++) {
		if (server->listeners[i].daemon)
			MHD_run(server->listeners[i].daemon);
	}
}
