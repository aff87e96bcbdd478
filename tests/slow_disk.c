/* Stands in for a network file system that has gone: a folder whose path holds HANGS is never listed, its files never opened. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

static void hang(const char *path) {
  if (path && strstr(path, "HANGS")) {
    sleep(60);
  }
}

DIR *opendir(const char *path) {
  hang(path);
  return ((DIR * (*)(const char *)) dlsym(RTLD_NEXT, "opendir"))(path);
}

static int open_as(const char *name, const char *path, int flags, mode_t mode) {
  hang(path);
  return ((int (*)(const char *, int, mode_t))dlsym(RTLD_NEXT, name))(path, flags, mode);
}

#define OPEN(name)                                    \
  int name(const char *path, int flags, ...) {        \
    va_list more;                                     \
    va_start(more, flags);                            \
    mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0; \
    va_end(more);                                     \
    return open_as(#name, path, flags, mode);         \
  }

OPEN(open)
OPEN(open64)
