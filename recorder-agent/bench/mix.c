// mix RATE SECONDS GROUP.PROCS: RATE system calls a second that a recorder sees, as a busy service makes them:
// files opened and closed, now and then a connection and a program; every 20 ms a file that rules watch.
// Prints how many calls it made and how long that took.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec + time.tv_nsec / 1e9;
}

int main(int count, char **words)
{
	if (count != 4)
		return 2;
	double rate = atof(words[1]), seconds = atof(words[2]);
	int group = open(words[3], O_WRONLY);
	if (group < 0 || write(group, "0", 1) != 1) {
		perror(words[3]);
		return 1;
	}
	close(group);
	// Once more, so that who watches the group sees a program begin.
	if (!getenv("MIX_WATCHED")) {
		setenv("MIX_WATCHED", "1", 1);
		execv("/proc/self/exe", words);
		return 1;
	}
	struct sockaddr_in nowhere = { .sin_family = AF_INET, .sin_port = htons(9) };
	nowhere.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	long made = 0, step = 0;
	double start = now(), passed, watched = 0;
	while ((passed = now() - start) < seconds) {
		if (passed - watched >= 0.02) {
			watched = passed;
			close(open("/etc/shadow", O_RDONLY));
			made += 2;
		}
		for (long due = rate * passed + 1; made < due; step++) {
			if (step % 2000 == 1999) {
				pid_t child = vfork();
				if (!child) {
					execl("/bin/true", "true", NULL);
					_exit(1);
				}
				waitpid(child, NULL, 0);
				made += 40; // about what starting a program takes
			} else if (step % 50 == 49) {
				int fd = socket(AF_INET, SOCK_DGRAM, 0);
				connect(fd, (struct sockaddr *)&nowhere, sizeof(nowhere));
				close(fd);
				made += 3;
			} else {
				close(open("/etc/hostname", O_RDONLY));
				made += 2;
			}
		}
		usleep(500);
	}
	printf("%ld %.3f\n", made, passed);
	return 0;
}
