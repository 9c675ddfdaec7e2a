package dev.creance.rollout.alerts;

import java.nio.file.Path;

/**
 * What was found in a file of alerts.
 *
 * @param alerts lines that are alerts
 * @param unreadable lines that are none
 * @param damage why the rest of it could not be read; empty when all of it was
 */
public record AlertFile(Path file, long alerts, long unreadable, String damage) {}
