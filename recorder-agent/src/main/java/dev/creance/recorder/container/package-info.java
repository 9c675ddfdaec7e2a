/**
 * Which containers there are, and what their runtimes say of them: Docker and Podman by HTTP,
 * containerd and the Kubernetes runtime interface (CRI) by gRPC, both over unix sockets. Told in a
 * capture as the container events that Falco's tools understand. Knows nothing of rings and files.
 */
@NullMarked
package dev.creance.recorder.container;

import org.jspecify.annotations.NullMarked;
