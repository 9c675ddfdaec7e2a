/** Tests of the socket between recorder and detector. */
@NullMarked
package dev.creance.recorder.stream;

import org.jspecify.annotations.NullMarked;
