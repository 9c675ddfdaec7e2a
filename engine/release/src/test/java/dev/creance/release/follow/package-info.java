/** Tests of nodes that follow channels. */
@NullMarked
package dev.creance.release.follow;

import org.jspecify.annotations.NullMarked;
