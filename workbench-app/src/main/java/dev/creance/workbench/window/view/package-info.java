/**
 * The window's views: what is drawn and what keys and clicks mean. They read view models and tell
 * them what a person did; they compute nothing, and know neither services nor the engine.
 */
@NullMarked
package dev.creance.workbench.window.view;

import org.jspecify.annotations.NullMarked;
