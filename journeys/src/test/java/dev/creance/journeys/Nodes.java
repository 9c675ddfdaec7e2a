package dev.creance.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Nodes on this machine: each a network namespace behind one bridge, and a cgroup. What runs in the
 * cgroup is what happens on the node. Numbered from 1.
 */
final class Nodes implements AutoCloseable {
  private static final String BRIDGE = "creance0";
  private static final String NETWORK = "10.211.73.";

  private final int count;
  private final Path cgroups;
  private final List<Process> work = new ArrayList<>();

  /** Makes the nodes; skips the test where the machine lets nobody do so. */
  Nodes(int count) throws IOException, InterruptedException {
    this.count = count;
    assumeTrue(
        "root".equals(System.getProperty("user.name")),
        "agents watch the kernel, which needs root; run the tests as root to have this one, too");
    assumeTrue(run("ip", "netns", "list") == 0, "needs ip netns: apt install iproute2");
    Path unified = Path.of("/sys/fs/cgroup/unified");
    cgroups = Files.isDirectory(unified) ? unified : Path.of("/sys/fs/cgroup");
    assumeTrue(
        Files.exists(cgroups.resolve("cgroup.controllers")) && Files.isWritable(cgroups),
        "needs a writable unified cgroup hierarchy");
    removeNetwork();
    assumeTrue(
        run("ip", "link", "add", BRIDGE, "type", "bridge") == 0,
        "this machine lets nobody add a bridge");
    must("ip", "addr", "add", host() + "/24", "dev", BRIDGE);
    must("ip", "link", "set", BRIDGE, "up");
    for (int node = 1; node <= count; node++) {
      String space = "creance" + node;
      String link = "crn" + node;
      must("ip", "netns", "add", space);
      must("ip", "link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", space);
      must("ip", "link", "set", link, "master", BRIDGE, "up");
      must("ip", "-n", space, "addr", "add", address(node) + "/24", "dev", "eth0");
      must("ip", "-n", space, "link", "set", "eth0", "up");
      must("ip", "-n", space, "link", "set", "lo", "up");
      Files.createDirectories(cgroup(node));
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static void must(String... command) throws IOException, InterruptedException {
    assertThat(run(command)).as(String.join(" ", command)).isZero();
  }

  /** The address at which nodes reach this machine. */
  String host() {
    return NETWORK + 1;
  }

  String address(int node) {
    return NETWORK + (10 + node);
  }

  Path cgroup(int node) {
    return cgroups.resolve("creance-node-" + node);
  }

  /** Words of a command that starts an agent of a node: in its network, and as the machine's. */
  List<String> agent(int node) {
    // Its network only: "ip netns exec" would hide the kernel's file systems from it.
    return List.of("nsenter", "--net=/run/netns/creance" + node);
  }

  /** Starts a shell script on a node, which ends with this at the latest. */
  Process start(int node, String script) throws IOException {
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "echo $$ >" + cgroup(node) + "/cgroup.procs && exec sh -c \"$1\"",
                "sh",
                script)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    work.add(process);
    return process;
  }

  /** Runs a shell script on a node. */
  void run(int node, String script) throws IOException, InterruptedException {
    assertThat(start(node, script).waitFor()).as(script).isZero();
  }

  private void removeNetwork() throws IOException, InterruptedException {
    for (int node = 1; node <= count; node++) {
      run("ip", "netns", "del", "creance" + node);
    }
    run("ip", "link", "del", BRIDGE);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    for (Process process : work) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    removeNetwork();
    for (int node = 1; node <= count; node++) {
      // A group is empty some time after its last process has ended.
      for (int i = 0; i < 50 && Files.exists(cgroup(node)); i++) {
        try {
          Files.delete(cgroup(node));
        } catch (IOException e) {
          Thread.sleep(20);
        }
      }
    }
  }
}
