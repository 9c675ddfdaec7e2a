/*
 * Makes system calls for the benchmark, and counts them.
 *
 *   generator rounds N           N rounds of open, read, close, with a pipe every 64th, a TCP connection
 *                                every 256th and a program every 4096th; prints seconds
 *   generator calls NAME N       N times open, openat2, creat (and close), close, connect, bind, accept
 *                                (with a connection made for each), or getppid; prints seconds
 *   generator paced RATE SECONDS GROUP
 *                                joins a cgroup, then closes nothing RATE times a second; prints how often
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec + time.tv_nsec / 1e9;
}

static int listener(struct sockaddr_in *address)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	socklen_t size = sizeof(*address);
	memset(address, 0, sizeof(*address));
	address->sin_family = AF_INET;
	address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (bind(fd, (struct sockaddr *)address, size) || listen(fd, 1024) ||
	    getsockname(fd, (struct sockaddr *)address, &size)) {
		perror("socket");
		exit(1);
	}
	return fd;
}

static void connection(int server, struct sockaddr_in *address)
{
	int client = socket(AF_INET, SOCK_STREAM, 0);
	if (!connect(client, (struct sockaddr *)address, sizeof(*address)))
		close(accept(server, NULL, NULL));
	close(client);
}

static void program(void)
{
	pid_t child = fork();
	if (!child) {
		execl("/bin/true", "true", (char *)NULL);
		_exit(1);
	}
	waitpid(child, NULL, 0);
}

static void rounds(long count)
{
	struct sockaddr_in address;
	int server = listener(&address);
	char bytes[64];
	double start = now();
	for (long i = 1; i <= count; i++) {
		int fd = open("/etc/hostname", O_RDONLY);
		if (read(fd, bytes, sizeof(bytes)) < 0)
			perror("read");
		close(fd);
		if (i % 64 == 0) {
			int ends[2];
			if (!pipe(ends)) {
				close(ends[0]);
				close(ends[1]);
			}
		}
		if (i % 256 == 0)
			connection(server, &address);
		if (i % 4096 == 0)
			program();
	}
	printf("%.3f\n", now() - start);
}

static void calls(const char *name, long count)
{
	struct sockaddr_in nowhere = { .sin_family = AF_INET };
	struct sockaddr_in address;
	uint64_t how[3] = { O_RDONLY };
	int fd = socket(AF_INET, SOCK_DGRAM, 0), server = listener(&address);
	nowhere.sin_port = htons(9);
	nowhere.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	double start = now();
	for (long i = 0; i < count; i++) {
		if (!strcmp(name, "open"))
			close(open("/etc/hostname", O_RDONLY));
		else if (!strcmp(name, "openat2"))
			close(syscall(SYS_openat2, AT_FDCWD, "/etc/hostname", how, sizeof(how)));
		else if (!strcmp(name, "creat"))
			close(syscall(SYS_creat, "/dev/null", 0644));
		else if (!strcmp(name, "close"))
			close(-1);
		else if (!strcmp(name, "accept"))
			connection(server, &address);
		else if (!strcmp(name, "bind")) /* named already: refused, but recorded with its address */
			bind(fd, (struct sockaddr *)&address, sizeof(address));
		else if (!strcmp(name, "connect"))
			connect(fd, (struct sockaddr *)&nowhere, sizeof(nowhere));
		else
			syscall(SYS_getppid);
	}
	printf("%.3f\n", now() - start);
}

/* Each close but the last, of the group's file, is of no descriptor. */
static void paced(double rate, double seconds, const char *group)
{
	int fd = open(group, O_WRONLY);
	if (fd < 0 || write(fd, "0", 1) != 1) {
		perror(group);
		exit(1);
	}
	close(fd);
	long made = 1;
	double start = now(), passed;
	while ((passed = now() - start) < seconds) {
		for (long due = rate * passed + 1; made < due; made++)
			close(-1);
		usleep(500);
	}
	printf("%ld %.3f\n", made, passed);
	fflush(stdout);
	_exit(0);
}

int main(int count, char **words)
{
	if (count == 3 && !strcmp(words[1], "rounds"))
		rounds(atol(words[2]));
	else if (count == 4 && !strcmp(words[1], "calls"))
		calls(words[2], atol(words[3]));
	else if (count == 5 && !strcmp(words[1], "paced"))
		paced(atof(words[2]), atof(words[3]), words[4]);
	else
		return 2;
	return 0;
}
