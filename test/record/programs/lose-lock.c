/* A disk so slow that another host takes the lock $LOCK over while run.json is being synced. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int fsync(int file) {
  char link[64], path[4096] = "";
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  const char *lock = getenv("LOCK");
  if (length > 0 && strstr(path, ".run.json.") && lock && access(lock, F_OK) == 0) {
    int taken = open(lock, O_WRONLY | O_TRUNC);
    if (write(taken, "another's", 9) != 9) abort();
    close(taken);
  }
  return syscall(SYS_fsync, file);
}
