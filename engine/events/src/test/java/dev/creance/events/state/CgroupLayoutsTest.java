package dev.creance.events.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cgroup paths as the container plugin's own tests have them, and its odd cases. */
class CgroupLayoutsTest {
  private static final String ID =
      "7951fb549ab99e0722a949b6c121634e1f3a36b5bacbe5392991e3b12251e6b8";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /libpod-$                                                              | PODMAN
          /machine.slice/libpod-$.scope                                          | PODMAN
          /machine.slice/libpod-$.scope/container                                | PODMAN
          /machine.slice/libpod-payload-$                                        | PODMAN
          /docker/$                                                              | DOCKER
          /system.slice/docker-$.scope                                           | DOCKER
          /kubepods/besteffort/podba/$                                           | DOCKER
          /kubepods.slice/kubepods-pod1.slice/cri-containerd-$.scope             | CRI
          /kubepods.slice/crio-$.scope                                           | CRI
          /kubepods/crio-$                                                       | CRI
          /system.slice/containerd.service/kubepods-pod1.slice:cri-containerd:$  | CRI
          /system.slice/nerdctl-$.scope                                          | CRI
          """)
  void findsIdsOf64Digits(String pattern, ContainerEngine engine) {
    String path = pattern.replace("$", ID);

    assertThat(CgroupLayouts.id(engine, path)).isEqualTo(ID.substring(0, 12));
    assertThat(first(path)).isEqualTo(engine + " " + ID.substring(0, 12));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /default/test                              | CONTAINERD test
          /default/a-container-with-a-long-name      | CONTAINERD a-container-
          /my.ns-1/x                                 | CONTAINERD x
          /user.slice/user-0.slice/x.scope           |
          /system.slice/cron.service                 |
          /default/                                  |
          /                                          |
          /k8s.io/my-test_container                  | CONTAINERD my-test_cont
          /default/service.mine                      | CONTAINERD service.mine
          /default/.service                          |
          /lxc/web                                   | CONTAINERD web
          /lxc/web/system.slice                      | LXC web
          /lxc.payload/web/system.slice              | LXC web
          /lxc.payload.web/init.scope                | LXC web
          /machine/web.libvirt-lxc                   | CONTAINERD web.libvirt-
          /machine.slice/machine-lxc\\x2d22\\x2dvm.scope  | LIBVIRT_LXC 22\\x2dvm
          /bpm-job.scope                             | BPM job
          /bpm-no space.scope                        |
          """)
  void findsNames(String path, String expected) {
    assertThat(first(path)).isEqualTo(expected == null ? "none" : expected);
  }

  @Test
  void takesAnythingForDigitsFarEnoughFromTheStart() {
    String notHexadecimal = "x".repeat(64);

    assertThat(CgroupLayouts.id(ContainerEngine.DOCKER, "/" + notHexadecimal)).isNull();
    assertThat(
            CgroupLayouts.id(ContainerEngine.DOCKER, "/" + "a".repeat(64) + "/" + notHexadecimal))
        .isEqualTo("x".repeat(12));
  }

  @Test
  void readsChoicesOfEngines() {
    assertThat(ContainerEngine.parse("all")).hasSize(7);
    assertThat(ContainerEngine.parse("none")).isEmpty();
    assertThat(ContainerEngine.parse("cri, libvirt-lxc"))
        .isEqualTo(EnumSet.of(ContainerEngine.CRI, ContainerEngine.LIBVIRT_LXC));
  }

  private static String first(String path) {
    for (ContainerEngine engine : ContainerEngine.values()) {
      String id = CgroupLayouts.id(engine, path);
      if (id != null && !id.isEmpty()) {
        return engine + " " + id;
      }
    }
    return "none";
  }
}
