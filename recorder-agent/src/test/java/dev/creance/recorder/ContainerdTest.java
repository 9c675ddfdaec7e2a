package dev.creance.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.events.Replay;
import dev.creance.events.state.Options;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.source.SourceFile;
import dev.creance.match.Matching;
import dev.creance.match.RulesetMatcher;
import dev.creance.recorder.container.Pods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Containers of a real containerd: one that was there before the recording, one that began during
 * it, and a pod's, started as Kubernetes does. Rules say what must be known of each.
 */
@Tag("kernel")
final class ContainerdTest {
  private static final String NAMESPACE = "shop";

  private static final String RULES =
      """
      - macro: made
        condition: evt.type = mkdir and evt.rawres = 0
      - rule: before
        desc: of a container that ran already
        condition: >
          made and evt.arg.path = /tmp/before and container.id = before and container.name = before
          and container.image = docker.io/library/creance-test:1.0
          and container.image.repository = docker.io/library/creance-test
          and container.image.tag = 1.0 and container.type = containerd
        output: seen
        priority: INFO
      - rule: during
        desc: of a container that began later
        condition: >
          made and evt.arg.path = /tmp/during and container.id = during and container.name = during
          and container.image.tag = 1.0
        output: seen
        priority: INFO
      - rule: pod
        desc: of a pod's container
        condition: >
          made and evt.arg.path = /tmp/pod and container.id = %s and container.name = server
          and container.image.repository endswith creance-test and container.type = cri
          and container.full_id startswith %s and container.label[tier] = test
          and k8s.pod.name = web-0 and k8s.ns.name = shop and k8s.pod.uid = uid-web-0
          and k8s.pod.label[app] = web-0 and k8s.pod.sandbox_id = %s
        output: seen
        priority: INFO
      """;

  @TempDir Path folder;

  @Test
  void containersAreNamedWithImageAndPod() throws Exception {
    Kernel.load(Kernel.everything()).close();
    try (Containerd containerd =
        Containerd.start(Files.createDirectory(folder.resolve("containerd")))) {
      Pods pods = new Pods(containerd.socket());
      containerd.ctr(
          "default",
          "run",
          "--detach",
          "--net-host",
          Containerd.IMAGE,
          "before",
          "sh",
          "-c",
          "sleep 600");
      Path capture = folder.resolve("containers.scap.gz");
      String sandbox;
      String container;
      try (RecorderProcess recorder =
          RecorderProcess.start(
              List.of(),
              "record",
              "--output",
              capture.toString(),
              "--runtime",
              "cri:" + containerd.socket(),
              "--runtime",
              "containerd:" + containerd.socket())) {
        recorder.awaitStart(capture);
        containerd.ctr(
            "default",
            "run",
            "--detach",
            "--net-host",
            Containerd.IMAGE,
            "during",
            "sh",
            "-c",
            "sleep 4; mkdir /tmp/during; sleep 600");
        sandbox = pods.start("web-0", NAMESPACE);
        container =
            pods.startContainer(
                sandbox,
                "web-0",
                NAMESPACE,
                "server",
                Containerd.IMAGE,
                "sleep 4; mkdir /tmp/pod; sleep 600");
        containerd.ctr(
            "default", "task", "exec", "--exec-id", "c", "before", "mkdir", "/tmp/before");
        Thread.sleep(7000);
        recorder.terminate();
        assertThat(recorder.await()).as(recorder.messages()).isZero();
      }
      pods.remove(sandbox);
      assertThat(container).matches("[0-9a-f]{64}");
      assertThat(
              fired(
                  capture,
                  RULES.formatted(container.substring(0, 12), container, sandbox.substring(0, 12))))
          .containsExactly("before", "during", "pod");
    }
  }

  private static Set<String> fired(Path capture, String rules) throws IOException {
    LoadResult loaded =
        new RulesetLoader(LoadOptions.defaults())
            .load(List.of(new SourceFile("containers.yaml", rules)));
    assertThat(loaded.successful()).as(loaded.diagnostics().toString()).isTrue();
    RulesetMatcher matcher = new RulesetMatcher(loaded.ruleset(), Matching.ALL);
    Set<String> fired = new TreeSet<>();
    try (Replay replay = Replay.open(capture, Options.defaults())) {
      while (replay.next()) {
        int count = matcher.match(replay.scope());
        for (int i = 0; i < count; i++) {
          fired.add(matcher.matched(i).name());
        }
      }
      assertThat(replay.damage()).isEmpty();
    }
    return fired;
  }
}
