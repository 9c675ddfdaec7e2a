/**
 * The house joined: the commands and the agents as processes of their own, with a real registry and
 * a real Prometheus, on the network and the kernel of this machine.
 */
@NullMarked
package dev.creance.journeys;

import org.jspecify.annotations.NullMarked;
