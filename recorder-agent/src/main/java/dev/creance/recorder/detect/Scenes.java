package dev.creance.recorder.detect;

import dev.creance.events.Addresses;
import dev.creance.events.Utf8Text;
import dev.creance.events.state.Container;
import dev.creance.events.state.Descriptor;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.Surroundings;
import dev.creance.events.state.ThreadState;
import dev.creance.recorder.alert.Alert.Scene;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an event happened in, for people. */
final class Scenes {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private Scenes() {}

  static Scene of(EventScope scope, String host) {
    ThreadState thread = scope.thread;
    String addresses = addresses(scope.descriptor);
    if (thread == null) {
      return new Scene(host, "", "", "", addresses, "", "", "");
    }
    String id = thread.containerId;
    Container container = id.isEmpty() ? null : scope.surroundings.container(id);
    return new Scene(
        host,
        id.isEmpty() ? "" : container == null ? id : text(container.name()) + " (" + id + ")",
        container == null ? "" : text(container.image()),
        pod(container),
        addresses,
        user(scope.surroundings, thread),
        text(thread.comm) + " (" + thread.pid + ")",
        commandLine(thread));
  }

  private static String pod(@Nullable Container container) {
    if (container == null) {
      return "";
    }
    Map<String, String> labels = container.labels();
    String pod = text(labels.getOrDefault("io.kubernetes.pod.name", ""));
    String namespace = text(labels.getOrDefault("io.kubernetes.pod.namespace", ""));
    return namespace.isEmpty() ? pod : namespace + "/" + pod;
  }

  private static String addresses(@Nullable Descriptor descriptor) {
    if (descriptor == null || !descriptor.hasAddresses() || descriptor.sourceAddress().isEmpty()) {
      return "";
    }
    String source = Addresses.endpoint(descriptor.sourceAddress(), descriptor.sourcePort());
    return descriptor.destinationAddress().isEmpty()
        ? source
        : source
            + " → "
            + Addresses.endpoint(descriptor.destinationAddress(), descriptor.destinationPort());
  }

  private static String user(Surroundings surroundings, ThreadState thread) {
    var user = surroundings.user(thread.containerId, thread.uid);
    String id = Integer.toUnsignedString(thread.uid);
    return user == null || user.name().isEmpty() ? id : text(user.name()) + " (" + id + ")";
  }

  /** The words of the command as a shell would have to be told them. */
  static String commandLine(ThreadState thread) {
    StringBuilder line = new StringBuilder(word(text(thread.exe)));
    for (String item : thread.argList.items()) {
      line.append(' ').append(word(text(item)));
    }
    return line.toString();
  }

  private static String word(String text) {
    return PLAIN.matcher(text).matches() ? text : '\'' + text.replace("'", "'\\''") + '\'';
  }

  private static String text(String bytes) {
    return Utf8Text.decode(bytes);
  }
}
