package dev.creance.events.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.events.Replay;
import dev.creance.events.field.Cell;
import dev.creance.events.field.FieldReader;
import dev.creance.events.field.FieldReaders;
import dev.creance.events.state.Options;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldCatalogue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditReaderTest {
  private static final String EVENT =
      """
      {"kind":"Event", "auditID":"x1", "stage":"ResponseComplete", "verb":"create",
       "stageTimestamp":"2018-10-26T13:00:25.036541Z",
       "requestURI":"/api/v1/pods/web/exec?command=bash&command=-l&container=a%20b+c",
       "user":{"username":"anna","groups":["dev","ops"]},
       "objectRef":{"resource":"pods","name":"web","namespace":"default"},
       "responseStatus":{"code":201},
       "responseObject":{"metadata":{"name":"web-1"}},
       "requestObject":{
         "subjects":[{"kind":"User","name":"u"},{"kind":"ServiceAccount","name":"s","namespace":"n"},
                     {"kind":"ServiceAccount","name":"t"}],
         "rules":[{"verbs":["get","list"]},{"apiGroups":[""]},{"verbs":["*"]}],
         "spec":{"hostNetwork":true,
           "volumes":[{"name":"v","hostPath":{"path":"/proc/1"}},{"name":"w","emptyDir":{}}],
           "containers":[
             {"name":"c","image":"reg.io:5000/nginx@sha256:1","command":["sh","-c"],
              "ports":[{"containerPort":80},{"hostPort":81,"containerPort":82}],
              "securityContext":{"privileged":true,"capabilities":{"add":["SYS_ADMIN"]}}},
             {"name":"d","image":"redis:7"}]}}}
      """
          .replace("\n", "");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ka.auditid                                   |          | x1
          ka.user.name                                 |          | anna
          ka.user.groups                               |          | dev,ops
          ka.uri.param                                 | command  | bash
          ka.uri.param                                 | container| a b c
          ka.uri.param                                 | none     |
          ka.target.pod.name                           |          | web-1
          ka.response.code                             |          | 201
          ka.impuser.name                              |          |
          ka.req.binding.subjects.user_names           |          | u
          ka.req.binding.subjects.serviceaccount_names |          | s,t
          ka.req.binding.subjects.serviceaccount_ns_names|        | n:s
          ka.req.binding.subjects.group_names          |          |
          ka.req.role.rules.verbs                      |          | get,list,*
          ka.req.role.rules.verbs                      | 0        | get,list
          ka.req.pod.host_network                      |          | true
          ka.req.pod.volumes.hostpath                  |          | /proc/1
          ka.req.volume.hostpath                       | /proc*   | true
          ka.req.volume.hostpath                       | /etc     | false
          ka.req.pod.volumes.volume_type               |          | hostPath,emptyDir
          ka.req.pod.containers.name                   |          | c,d
          ka.req.pod.containers.name                   | 1        | d
          ka.req.pod.containers.name                   | 2        |
          ka.req.pod.containers.image.repository       |          | reg.io,redis
          ka.req.container.image.repository            |          | reg.io
          ka.req.pod.containers.command                |          | sh -c
          ka.req.pod.containers.host_port              |          | 80,81
          ka.req.pod.containers.privileged             |          | true
          ka.req.container.privileged                  |          | true
          ka.req.pod.containers.add_capabilities       |          | ["SYS_ADMIN"]
          ka.req.pod.containers.eff_run_as_user        |          | 0,0
          ka.req.pod.initContainers.name               |          |
          jevt.value                                   | /user/groups/1| ops
          json.value                                   | user/groups | ["dev","ops"]
          jevt.rawtime                                 |          | 1540558825036541000
          evt.source                                   |          | k8s_audit
          evt.pluginname                               |          | k8saudit
          proc.name                                    |          |
          """)
  void readsFields(String name, String argument, String expected) throws IOException {
    Path log = write(EVENT, false);
    try (Replay replay = Replay.open(log, Options.defaults())) {
      assertThat(replay.next()).isTrue();
      Field field = Objects.requireNonNull(FieldCatalogue.current().find(name));
      FieldReader reader =
          FieldReaders.of(new Access(field, Optional.ofNullable(argument), field.type()));
      Cell cell = new Cell();
      boolean there = reader.read(replay.scope(), cell);
      String found = field.list() ? String.join(",", cell.elements) : cell.text;
      assertThat(there ? found : null).isEqualTo(expected);
    }
  }

  @Test
  void takesListsArraysAndGzip() throws IOException {
    String list = "{\"kind\":\"EventList\",\"items\":[" + EVENT + "," + EVENT + "]}";
    Path log =
        write(list + "\n\n[" + EVENT + "]\n{\"kind\":0}\nrubbish\n{\"kind\":\"Event\"}\n", true);
    List<Long> times = new ArrayList<>();
    try (Replay replay = Replay.open(log, Options.defaults())) {
      while (replay.next()) {
        times.add(replay.scope().event.timestamp());
      }
      assertThat(times).hasSize(3).containsOnly(1_540_558_825_036_541_000L);
      assertThat(replay.counts().unreadable()).isEqualTo(3);
      assertThat(replay.damage()).isEmpty();
    }
  }

  private Path write(String text, boolean zipped) throws IOException {
    Path log = folder.resolve(zipped ? "audit.jsonl.gz" : "audit.jsonl");
    try (OutputStream file = Files.newOutputStream(log);
        OutputStream out = zipped ? new GZIPOutputStream(file) : file) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return log;
  }
}
