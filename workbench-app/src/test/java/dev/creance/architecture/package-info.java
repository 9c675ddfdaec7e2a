/** The picture of rooms in ARCHITECTURE.md, as tests. */
@NullMarked
package dev.creance.architecture;

import org.jspecify.annotations.NullMarked;
