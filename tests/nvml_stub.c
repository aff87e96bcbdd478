/* Stands in for libnvidia-ml on a machine without NVIDIA: it says what the environment variables tell it to say. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int number(const char *name, int otherwise) {
  const char *value = getenv(name);
  return value ? atoi(value) : otherwise;
}

static int text(const char *name, const char *otherwise, char *into, unsigned length) {
  const char *value = getenv(name);
  snprintf(into, length, "%s", value ? value : otherwise);
  return 0;
}

int nvmlInit_v2(void) {
  sleep(number("STUB_HANG", 0));
  return number("STUB_INIT", 0);
}

int nvmlShutdown(void) {
  const char *log = getenv("STUB_LOG");
  FILE *file = log ? fopen(log, "a") : NULL;
  if (file) {
    fputs("shutdown\n", file);
    fclose(file);
  }
  return 0;
}

int nvmlSystemGetDriverVersion(char *version, unsigned length) {
  if (number("STUB_NO_DRIVER", 0)) {
    return 999;
  }
  return text("STUB_DRIVER", "550.54.15", version, length);
}

int nvmlSystemGetCudaDriverVersion_v2(int *version) {
  *version = number("STUB_CUDA", 12040);
  return 0;
}

int nvmlDeviceGetCount_v2(unsigned *count) {
  *count = number("STUB_COUNT", 1);
  return number("STUB_COUNT_FAILS", 0);
}

/* A handle is the device's number plus one; a slice of a device in MIG mode is that plus 1000 for each position. */
int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **device) {
  *device = (void *)(long)(index + 1);
  return index == (unsigned)number("STUB_LOST", -1) ? 15 : number("STUB_HANDLE_FAILS", 0);
}

int nvmlDeviceGetName(void *device, char *name, unsigned length) {
  if (number("STUB_NAME_WITHOUT_END", 0)) {
    memset(name, 'A', length);
    return 0;
  }
  if ((long)device > 1000) {
    return text("STUB_MIG_NAME", "NVIDIA A100-SXM4-80GB MIG 1g.10gb", name, length);
  }
  return text("STUB_NAME", "NVIDIA A100-SXM4-80GB", name, length);
}

int nvmlDeviceGetMemoryInfo(void *device, unsigned long long *memory) {
  if (number("STUB_NO_MEMORY", 0)) {
    return 3;
  }
  memory[0] = ((long)device > 1000 ? 9728ULL : 81920ULL) << 20;
  memory[1] = memory[2] = 0;
  return 0;
}

int nvmlDeviceGetMigMode(void *device, unsigned *current, unsigned *pending) {
  *current = *pending = number("STUB_MIG", 0) > 0;
  return 0;
}

int nvmlDeviceGetMaxMigDeviceCount(void *device, unsigned *count) {
  *count = 7;
  return 0;
}

int nvmlDeviceGetMigDeviceHandleByIndex(void *device, unsigned index, void **slice) {
  *slice = (void *)((long)device + 1000 * (index + 1));
  return index < (unsigned)number("STUB_MIG", 0) ? 0 : 6;
}
