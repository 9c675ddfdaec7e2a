package dev.creance.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Kubernetes API server with its etcd on loopback, and nothing else of a cluster. Debian has
 * no package of the server; its source package {@code kubernetes} builds one.
 */
public final class LocalCluster implements AutoCloseable {
  /** The path of an API server's program. */
  private static final String PROPERTY = "creance.apiserver";

  private static final int SHOWN = 2_000;

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final String address;

  /**
   * Starts both; where there are none, the test is skipped.
   *
   * @param folder for data, keys and logs
   */
  public LocalCluster(Path folder) throws IOException, InterruptedException {
    Path server = Path.of(System.getProperty(PROPERTY, "/usr/bin/kube-apiserver"));
    Path etcd = Path.of("/usr/bin/etcd");
    if (!Files.isExecutable(etcd)) {
      etcd = server.resolveSibling("etcd");
    }
    Assumptions.assumeTrue(
        Files.isExecutable(server) && Files.isExecutable(etcd),
        "needs a Kubernetes API server and etcd: apt install etcd-server, build"
            + " cmd/kube-apiserver of Debian's source package kubernetes, and name it with"
            + " -Dcreance.apiserver=PATH");
    this.folder = folder;
    String store = "http://127.0.0.1:" + LocalServers.freePort();
    String peers = "http://127.0.0.1:" + LocalServers.freePort();
    start(
        "etcd",
        etcd,
        "--data-dir=" + folder.resolve("etcd"),
        "--unsafe-no-fsync",
        "--listen-client-urls=" + store,
        "--advertise-client-urls=" + store,
        "--listen-peer-urls=" + peers);
    int port = LocalServers.freePort();
    address = "https://127.0.0.1:" + port;
    Path key = Files.writeString(folder.resolve("accounts.key"), key());
    Path tokens =
        Files.writeString(
            folder.resolve("tokens.csv"), "admin-token,ann,1,system:masters\nweak-token,bob,2,\n");
    start(
        "apiserver",
        server,
        "--etcd-servers=" + store,
        "--bind-address=127.0.0.1",
        "--secure-port=" + port,
        "--cert-dir=" + folder.resolve("certificates"),
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-account-signing-key-file=" + key,
        "--service-account-key-file=" + key,
        "--service-cluster-ip-range=10.0.0.0/24",
        "--token-auth-file=" + tokens,
        "--authorization-mode=RBAC",
        "--disable-admission-plugins=ServiceAccount");
    try {
      for (int i = 0; i < 600 && !Files.exists(certificate()); i++) {
        check();
        Thread.sleep(100);
      }
    } catch (IOException | InterruptedException e) {
      close();
      throw e;
    }
  }

  private Path certificate() {
    return folder.resolve("certificates/apiserver.crt");
  }

  /**
   * A kubeconfig with the contexts {@code admin}, who may do all, and {@code weak}, who may not.
   */
  public Path kubeconfig() throws IOException {
    return Files.writeString(
        folder.resolve("kubeconfig"),
        """
        clusters:
        - {name: local, cluster: {server: '%s', certificate-authority: '%s'}}
        users:
        - {name: ann, user: {token: admin-token}}
        - {name: bob, user: {token: weak-token}}
        contexts:
        - {name: admin, context: {cluster: local, user: ann}}
        - {name: weak, context: {cluster: local, user: bob}}
        """
            .formatted(address, certificate()));
  }

  /** Fails when one of the programs has ended. */
  public void check() throws IOException {
    for (Process process : processes) {
      if (!process.isAlive()) {
        String said = Files.readString(folder.resolve("apiserver.log"));
        int fatal = Math.max(0, said.indexOf("fatal error"));
        throw new IOException(
            "the cluster has ended: "
                + said.substring(fatal, Math.min(said.length(), fatal + SHOWN)));
      }
    }
  }

  private static String key() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder()
              .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
          + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has RSA", e);
    }
  }

  private void start(String name, Path program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    processes.add(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile())
            .start());
  }

  @Override
  public void close() {
    for (Process process : processes.reversed()) {
      process.destroy();
      try {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
