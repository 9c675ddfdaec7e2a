package dev.creance.conformance.vectors;

import dev.creance.conformance.check.SharedFolder;
import dev.creance.events.format.JsonOutput;
import dev.creance.events.format.OutputField;
import dev.creance.events.format.PlainFields;
import dev.creance.events.format.Template;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.CheckedTemplate;
import dev.creance.grammar.checked.CheckedTemplate.Part.Reference;
import dev.creance.grammar.checked.CheckedTemplate.Part.Text;
import dev.creance.grammar.checked.ExpressionChecker;
import dev.creance.grammar.checked.FieldExpression;
import dev.creance.grammar.checked.TemplateChecker;
import dev.creance.grammar.vocabulary.FieldResolver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Output formats: which compile, and what they print. Falco never resolves the values of whole
 * transformers, so only those of plain fields are looked at.
 */
final class FormatVectors {
  /** When the event of a row happens that tells no time. */
  private static final long SOME_TIME = 1_566_230_400_030_000_000L;

  private final ExpressionChecker fields =
      new ExpressionChecker(new FieldResolver(Set.of()), "syscall");
  private final SharedFolder shared;

  FormatVectors(SharedFolder shared) {
    this.shared = shared;
  }

  void look(JsonNode row, Findings findings) throws IOException {
    JsonNode input = row.path("input");
    JsonNode expect = row.path("expect");
    TemplateChecker.Outcome outcome =
        TemplateChecker.check(input.path("format").asString(), fields);
    findings.same(
        "compiles",
        expect.path("compiles").asBoolean(true),
        outcome instanceof TemplateChecker.Outcome.Good);
    if (outcome instanceof TemplateChecker.Outcome.Good good && expect.has("all_resolved")) {
      script(input)
          .run(
              findings,
              (state, due) ->
                  compare(
                      good.template(),
                      input.path("json").asBoolean(),
                      expect,
                      state.scope(),
                      findings));
    }
  }

  private static void compare(
      CheckedTemplate template,
      boolean json,
      JsonNode expect,
      EventScope scope,
      Findings findings) {
    boolean needsAll = !template.partial();
    StringBuilder text = new StringBuilder();
    boolean whole = new Template(parts(template)).render(scope, text, needsAll);
    findings.same("all resolved", expect.path("all_resolved").asBoolean(), whole);
    if (expect.has("output")) {
      String expected = expect.path("output").asString();
      if (json) {
        findings.same("output", plain(expected), json(template, scope, needsAll));
      } else {
        findings.same("output", expected, text.toString());
      }
    }
    for (Map.Entry<String, JsonNode> value : expect.path("values").properties()) {
      FieldExpression field = PlainFields.of(template).get(value.getKey());
      if (field != null) {
        String found = new OutputField("", field).text(scope);
        findings.same(value.getKey(), value.getValue().asString(), found == null ? "<NA>" : found);
      }
    }
  }

  /** The fields' values, up to the first that is missing when all are needed. */
  private static Map<String, JsonNode> json(
      CheckedTemplate template, EventScope scope, boolean needsAll) {
    Map<String, JsonNode> values = new TreeMap<>();
    for (CheckedTemplate.Part part : template.parts()) {
      CheckedTemplate alone = new CheckedTemplate(true, List.of(part));
      for (Map.Entry<String, FieldExpression> field : PlainFields.of(alone).entrySet()) {
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

  private static List<Template.Part> parts(CheckedTemplate template) {
    List<Template.Part> parts = new ArrayList<>();
    for (CheckedTemplate.Part part : template.parts()) {
      parts.add(
          switch (part) {
            case Text text -> new Template.Part.Text(text.text());
            case Reference reference ->
                new Template.Part.Value(reference.width(), reference.expression());
          });
    }
    return parts;
  }

  /** The threads and steps of a row, those of the only init process where it has none. */
  private EventScript script(JsonNode input) throws IOException {
    ObjectNode setup = JsonMapper.shared().createObjectNode();
    setup.set("threads", input.has("threads") ? input.path("threads") : onlyInit());
    ArrayNode steps = setup.putArray("steps");
    if (input.has("steps")) {
      input.path("steps").forEach(steps::add);
    } else {
      steps.addObject().put("op", "open");
    }
    ObjectNode event = input.path("event").asObject().deepCopy();
    if (!event.has("ts")) {
      event.put("ts", SOME_TIME);
    }
    steps.addObject().set("event", event);
    ArrayNode due = JsonMapper.shared().createArrayNode();
    due.addObject().put("after_step", steps.size());
    return new EventScript(setup, due);
  }

  private JsonNode onlyInit() throws IOException {
    return SharedFolder.rows(shared.vectors("sinsp-events.jsonl")).getFirst().at("/input/threads");
  }
}
