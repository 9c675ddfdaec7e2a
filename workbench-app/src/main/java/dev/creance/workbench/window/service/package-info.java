/**
 * What the window asks of grammar and engine, and what it does with files. Nothing here runs on the
 * user interface's thread: work is done on threads of its own and answers come as futures of plain
 * values. Knows nothing of JavaFX.
 */
@NullMarked
package dev.creance.workbench.window.service;

import org.jspecify.annotations.NullMarked;
