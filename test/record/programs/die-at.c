/* Kills the program at its first symbolic link ($DIE_AT is symlink), or as it moves a directory to runs/ (rename). */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static void die_at(const char *call) {
  const char *chosen = getenv("DIE_AT");
  if (chosen && strcmp(chosen, call) == 0) raise(SIGKILL);
}

int symlink(const char *target, const char *path) {
  die_at("symlink");
  return syscall(SYS_symlinkat, target, -100 /* AT_FDCWD */, path);
}

int rename(const char *from, const char *to) {
  if (strstr(from, "/fails/") && strstr(to, "/runs/")) die_at("rename");
  return syscall(SYS_renameat2, -100, from, -100, to, 0);
}
