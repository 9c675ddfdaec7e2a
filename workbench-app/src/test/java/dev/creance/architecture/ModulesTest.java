package dev.creance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Maven's own module graph: which module's class path has which, and which libraries. */
class ModulesTest {
  private static final Path ROOT = root();

  /** Module → what it may depend on outside of tests; annotations are everybody's. */
  private static final Map<String, List<String>> ARROWS =
      Map.ofEntries(
          Map.entry("grammar", List.of("antlr4-runtime", "snakeyaml-engine")),
          Map.entry("engine/testing", List.of("junit-jupiter", "jackson-databind")),
          Map.entry("engine/events", List.of("creance-grammar", "jackson-core")),
          Map.entry("engine/match", List.of("creance-grammar", "creance-events")),
          Map.entry(
              "engine/conformance",
              List.of(
                  "creance-grammar",
                  "creance-events",
                  "creance-match",
                  "creance-corpus",
                  "jackson-databind")),
          Map.entry(
              "engine/corpus",
              List.of(
                  "creance-grammar",
                  "creance-events",
                  "creance-match",
                  "lucene-core",
                  "zstd-jni",
                  "RoaringBitmap",
                  "jackson-databind")),
          Map.entry(
              "engine/tuning",
              List.of(
                  "creance-grammar",
                  "creance-events",
                  "creance-match",
                  "creance-corpus",
                  "snakeyaml-engine",
                  "jackson-databind")),
          Map.entry(
              "engine/catalogue", List.of("creance-grammar", "creance-corpus", "sqlite-jdbc")),
          Map.entry(
              "engine/export",
              List.of(
                  "creance-grammar",
                  "creance-events",
                  "creance-corpus",
                  "parquet-column",
                  "parquet-format-structures",
                  "zstd-jni")),
          Map.entry(
              "engine/release", List.of("creance-grammar", "commons-compress", "jackson-databind")),
          Map.entry("engine/cluster", List.of("kubernetes-client", "kubernetes-httpclient-jdk")),
          Map.entry(
              "engine/rollout",
              List.of(
                  "creance-grammar", "creance-release", "creance-catalogue", "jackson-databind")),
          Map.entry(
              "engine/benchmark",
              List.of(
                  "creance-grammar",
                  "creance-events",
                  "creance-match",
                  "creance-corpus",
                  "creance-tuning",
                  "creance-catalogue",
                  "creance-release",
                  "creance-rollout",
                  "creance-testing",
                  "jmh-core")),
          Map.entry(
              "recorder-agent",
              List.of("creance-grammar", "creance-events", "creance-match", "creance-release")),
          Map.entry("journeys", List.of()),
          Map.entry(
              "workbench-app",
              List.of(
                  "creance-grammar",
                  "creance-events",
                  "creance-match",
                  "creance-corpus",
                  "creance-tuning",
                  "creance-release",
                  "creance-cluster",
                  "creance-rollout",
                  "creance-catalogue",
                  "creance-export",
                  "creance-conformance",
                  "picocli",
                  "jackson-core",
                  "javafx-controls",
                  "richtextfx",
                  "atlantafx-base",
                  "ikonli-javafx",
                  "ikonli-feather-pack",
                  "flatlaf-fonts-inter",
                  "flatlaf-fonts-jetbrains-mono")));

  @Test
  void modulesDependOnWhatThePictureShows() throws Exception {
    for (Map.Entry<String, List<String>> module : ARROWS.entrySet()) {
      assertThat(dependencies(module.getKey()))
          .as("dependencies of %s", module.getKey())
          .isSubsetOf(module.getValue());
    }
  }

  @Test
  void everyModuleIsInThePicture() throws Exception {
    assertThat(new TreeSet<>(ARROWS.keySet())).containsAll(leaves("", ROOT));
  }

  @Test
  void versionsStandInTheParentOnly() throws Exception {
    for (String module : leaves("", ROOT)) {
      for (Element dependency : children(pom(module), "dependencies", "dependency")) {
        assertThat(dependency.getElementsByTagName("version").getLength())
            .as("%s: %s", module, text(dependency, "artifactId"))
            .isZero();
      }
    }
  }

  private static List<String> leaves(String prefix, Path folder) throws Exception {
    List<String> found = new java.util.ArrayList<>();
    for (Element module : children(document(folder.resolve("pom.xml")), "modules", "module")) {
      String name = module.getTextContent().strip();
      Path below = folder.resolve(name);
      List<String> deeper = leaves(prefix + name + "/", below);
      if (deeper.isEmpty()) {
        found.add(prefix + name);
      }
      found.addAll(deeper);
    }
    return found;
  }

  private static TreeSet<String> dependencies(String module) throws Exception {
    Map<String, String> scopes = new TreeMap<>();
    for (Element dependency : children(pom(module), "dependencies", "dependency")) {
      scopes.put(text(dependency, "artifactId"), text(dependency, "scope"));
    }
    scopes.values().removeIf("test"::equals);
    return new TreeSet<>(scopes.keySet());
  }

  private static Element pom(String module)
      throws IOException, SAXException, ParserConfigurationException {
    return document(ROOT.resolve(module).resolve("pom.xml"));
  }

  private static Element document(Path pom)
      throws IOException, SAXException, ParserConfigurationException {
    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    return document.getDocumentElement();
  }

  /** The elements {@code name} in the direct child {@code group}. */
  private static List<Element> children(Element parent, String group, String name) {
    List<Element> found = new java.util.ArrayList<>();
    for (Element outer : elements(parent)) {
      if (outer.getTagName().equals(group)) {
        for (Element inner : elements(outer)) {
          if (inner.getTagName().equals(name)) {
            found.add(inner);
          }
        }
      }
    }
    return found;
  }

  private static List<Element> elements(Element parent) {
    List<Element> found = new java.util.ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        found.add(element);
      }
    }
    return found;
  }

  private static String text(Element parent, String name) {
    List<Element> found =
        elements(parent).stream().filter(element -> element.getTagName().equals(name)).toList();
    return found.isEmpty() ? "" : found.getFirst().getTextContent().strip();
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("creance"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("not inside the house: no ./creance above");
    }
    return folder;
  }
}
