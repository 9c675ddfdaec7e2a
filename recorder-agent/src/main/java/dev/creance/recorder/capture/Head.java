package dev.creance.recorder.capture;

import java.io.IOException;
import java.io.OutputStream;

/** Gives the head that a capture begins with: a snapshot of now. */
public interface Head {
  void writeTo(OutputStream out) throws IOException;
}
