package dev.creance.events.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.events.Shared;
import dev.creance.events.format.Template.Part;
import dev.creance.events.state.EventScope;
import dev.creance.events.state.EventScript;
import dev.creance.grammar.checked.CheckedTemplate;
import dev.creance.grammar.checked.CheckedTemplate.Part.Reference;
import dev.creance.grammar.checked.CheckedTemplate.Part.Text;
import dev.creance.grammar.checked.ExpressionChecker;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.TemplateChecker;
import dev.creance.grammar.vocabulary.FieldResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Upstream's cases of output formats. Falco never resolves the values of whole transformers, so
 * only those of plain fields are looked at.
 */
class OutputFormatTest {
  private static final ExpressionChecker FIELDS =
      new ExpressionChecker(new FieldResolver(Set.of()), "syscall");

  @TestFactory
  Stream<DynamicTest> formats() {
    return Shared.rows("conformance/output-format.jsonl").stream()
        .map(row -> DynamicTest.dynamicTest(row.get("id").stringValue(), () -> check(row)));
  }

  private static void check(JsonNode row) {
    JsonNode input = row.get("input");
    JsonNode expect = row.get("expect");
    TemplateChecker.Outcome outcome =
        TemplateChecker.check(input.get("format").stringValue(), FIELDS);
    assertThat(outcome instanceof TemplateChecker.Outcome.Good)
        .as("compiles")
        .isEqualTo(expect.path("compiles").asBoolean(true));
    if (outcome instanceof TemplateChecker.Outcome.Good good && expect.has("output")) {
      script(input)
          .run((state, expectation) -> compare(good.template(), input, expect, state.scope()));
    }
  }

  private static void compare(
      CheckedTemplate template, JsonNode input, JsonNode expect, EventScope scope) {
    boolean needsAll = !template.partial();
    StringBuilder text = new StringBuilder();
    boolean whole = new Template(parts(template)).render(scope, text, needsAll);
    assertThat(whole).as("all resolved").isEqualTo(expect.get("all_resolved").booleanValue());
    String expected = expect.get("output").stringValue();
    if (!input.get("json").booleanValue()) {
      assertThat(text.toString()).isEqualTo(expected);
    } else {
      assertThat(json(template, scope, needsAll)).isEqualTo(plain(expected));
    }
    for (Map.Entry<String, JsonNode> value : expect.path("values").properties()) {
      FieldExpression field = PlainFields.of(template).get(value.getKey());
      if (field != null) {
        String found = new OutputField("", field).text(scope);
        assertThat(found == null ? "<NA>" : found).isEqualTo(value.getValue().stringValue());
      }
    }
  }

  /** The fields' values, up to the first that is missing when all are needed. */
  private static Map<String, JsonNode> json(
      CheckedTemplate template, EventScope scope, boolean needsAll) {
    Map<String, JsonNode> values = new TreeMap<>();
    for (CheckedTemplate.Part part : template.parts()) {
      for (Map.Entry<String, FieldExpression> field :
          PlainFields.of(new CheckedTemplate(true, List.of(part))).entrySet()) {
        JsonOutput out = new JsonOutput();
        new OutputField(field.getKey(), field.getValue()).json(scope, out);
        if (needsAll && out.toString().equals("null")) {
          return values;
        }
        values.put(field.getKey(), JsonMapper.shared().readTree(out.toString()));
      }
    }
    return values;
  }

  /** The expected values but those of transformers. */
  private static Map<String, JsonNode> plain(String json) {
    Map<String, JsonNode> values = new TreeMap<>();
    for (Map.Entry<String, JsonNode> value : JsonMapper.shared().readTree(json).properties()) {
      if (value.getKey().indexOf('(') < 0) {
        values.put(value.getKey(), value.getValue());
      }
    }
    return values;
  }

  private static List<Part> parts(CheckedTemplate template) {
    List<Part> parts = new ArrayList<>();
    for (CheckedTemplate.Part part : template.parts()) {
      parts.add(
          switch (part) {
            case Text text -> new Part.Text(text.text());
            case Reference reference -> new Part.Value(reference.width(), reference.expression());
          });
    }
    return parts;
  }

  /** The threads and steps of a case, those of the only init process where it has none. */
  private static EventScript script(JsonNode input) {
    ObjectNode row = JsonMapper.shared().createObjectNode();
    row.set("id", JsonMapper.shared().valueToTree("output-format"));
    ObjectNode setup = row.putObject("input");
    JsonNode first = Shared.rows("conformance/sinsp-events.jsonl").getFirst().get("input");
    setup.set("threads", input.has("threads") ? input.get("threads") : first.get("threads"));
    var steps = setup.putArray("steps");
    if (input.has("steps")) {
      input.get("steps").forEach(steps::add);
    } else {
      steps.addObject().put("op", "open");
    }
    ObjectNode event = ((ObjectNode) input.get("event")).deepCopy();
    if (!event.has("ts")) {
      event.put("ts", 1_566_230_400_030_000_000L);
    }
    steps.addObject().set("event", event);
    row.putArray("expect").addObject().put("after_step", steps.size());
    return EventScript.of(row);
  }
}
