package dev.creance.events.field;

import dev.creance.events.state.Container;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.Surroundings.Group;
import dev.creance.events.state.Surroundings.User;
import dev.creance.events.state.ThreadState;
import org.jspecify.annotations.Nullable;

/** {@code user.*} and {@code group.*}. */
final class UserFields extends FieldFamily {
  private static final String UNKNOWN = "<NA>";
  private static final long MASK = 0xFFFFFFFFL;

  UserFields() {
    addThreadNumber("user.uid", thread -> thread.uid & MASK);
    addThreadNumber(
        "user.loginuid",
        thread -> thread.loginUid == ThreadState.NO_ID ? -1 : thread.loginUid & MASK);
    addThreadNumber("group.gid", thread -> thread.gid & MASK);
    addThreadText("user.name", UserFields::userName);
    addThreadText("user.homedir", UserFields::home);
    addThreadText("user.shell", UserFields::shell);
    addThreadText("user.loginname", (thread, scope) -> nameOf(thread.loginUid, thread, scope));
    addThreadText("group.name", UserFields::groupName);
  }

  private static String userName(ThreadState thread, EventScope scope) {
    Container container = scope.eventContainer;
    if (container != null && !container.user().isEmpty()) {
      return container.user();
    }
    return nameOf(thread.uid, thread, scope);
  }

  private static @Nullable User user(int uid, ThreadState thread, EventScope scope) {
    return scope.surroundings.user(thread.containerId, uid);
  }

  private static String nameOf(int uid, ThreadState thread, EventScope scope) {
    User user = user(uid, thread, scope);
    return user != null ? user.name() : uid == 0 ? "root" : UNKNOWN;
  }

  private static String home(ThreadState thread, EventScope scope) {
    User user = user(thread.uid, thread, scope);
    return user != null ? user.home() : thread.uid == 0 ? "/root" : UNKNOWN;
  }

  private static String shell(ThreadState thread, EventScope scope) {
    User user = user(thread.uid, thread, scope);
    return user != null ? user.shell() : UNKNOWN;
  }

  private static String groupName(ThreadState thread, EventScope scope) {
    Group group = scope.surroundings.group(thread.containerId, thread.gid);
    return group != null ? group.name() : thread.gid == 0 ? "root" : UNKNOWN;
  }
}
