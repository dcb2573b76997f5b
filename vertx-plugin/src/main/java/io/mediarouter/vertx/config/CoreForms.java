package io.mediarouter.vertx.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mediarouter.health.EjectionSettings;
import io.mediarouter.health.QuarantineRule;
import io.mediarouter.outcome.Slowness;
import io.mediarouter.request.ClientKey;
import io.mediarouter.request.QueryRule;
import io.mediarouter.schedule.GateRules;
import io.mediarouter.schedule.OffPeak;
import io.mediarouter.schedule.OffPeakWindow;
import io.mediarouter.schedule.Watermarks;
import io.mediarouter.urgency.Network;
import io.mediarouter.urgency.Trust;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The forms of types that are not records of keys themselves. */
final class CoreForms {
  private static final String NONE = "none";
  private static final String ALL = "all";
  private static final List<String> TEXT_OR_LIST = List.of("string", "array");

  private static final Map<Class<?>, Supplier<Form<?>>> KNOWN =
      Map.ofEntries(
          Map.entry(Trust.class, CoreForms::trust),
          Map.entry(PassConfig.Recipients.class, CoreForms::recipients),
          Map.entry(ClientKey.class, CoreForms::clientKey),
          Map.entry(BreakerWindow.class, CoreForms::window),
          Map.entry(AccessLogConfig.class, CoreForms::accessLog),
          Map.entry(OffPeak.class, CoreForms::offPeak),
          Map.entry(Secret.class, () -> SecretForm.FORM),
          Map.entry(
              Watermarks.class,
              () -> MappedForm.of(WatermarkKeys.class, WatermarkKeys::marks, WatermarkKeys::of)),
          Map.entry(
              GateRules.class, () -> MappedForm.of(GateKeys.class, GateKeys::rules, GateKeys::of)),
          Map.entry(
              QueryRule.class,
              () -> MappedForm.of(QueryKeys.class, QueryKeys::rule, QueryKeys::of)),
          Map.entry(
              EjectionSettings.class,
              () -> MappedForm.of(EjectionKeys.class, EjectionKeys::settings, EjectionKeys::of)),
          Map.entry(
              QuarantineRule.class,
              () -> MappedForm.of(QuarantineKeys.class, QuarantineKeys::rule, QuarantineKeys::of)),
          Map.entry(
              Slowness.class,
              () -> MappedForm.of(SlowKeys.class, SlowKeys::slowness, SlowKeys::of)));

  private CoreForms() {}

  /** The form of a type. */
  static Form<?> of(Class<?> type) {
    Supplier<Form<?>> known = KNOWN.get(type);
    if (known == null) {
      throw new IllegalStateException(type + ": no form");
    }
    return known.get();
  }

  private static ObjectNode noneAllOr(String title, String each, int most) {
    ObjectNode schema = Forms.schema(TEXT_OR_LIST, title).put("pattern", "^(none|all)$");
    schema.put("minItems", 1).put("maxItems", most);
    schema.set("items", Forms.schema("string", each));
    return schema;
  }

  private static Form<Trust> trust() {
    return Forms.of(
        noneAllOr(
            "none, all, or a list of networks such as 10.0.0.0/8",
            "a network such as 10.0.0.0/8",
            1000),
        CoreForms::trust,
        trust ->
            noneAllOr(
                trust.everybody(), trust.networks().stream().map(Network::toString).toList()));
  }

  private static Trust trust(Section at) {
    return isAll(at) ? Trust.EVERYBODY : Trust.in(networks(at));
  }

  private static boolean isAll(Section at) {
    return at.map().asText().equals(ALL);
  }

  private static JsonNode noneAllOr(boolean all, List<String> some) {
    return all || some.isEmpty()
        ? TextNode.valueOf(all ? ALL : NONE)
        : ManyForms.array(some, TextNode::valueOf);
  }

  /** The networks without mistakes. */
  private static List<Network> networks(Section at) {
    List<Network> networks = new ArrayList<>();
    for (int i = 0; i < at.map().size(); i++) {
      Section item = at.item(i);
      try {
        networks.add(Network.parse(item.map().asText()));
      } catch (IllegalArgumentException e) {
        item.expected(Network.EXPECTED);
      }
    }
    return networks;
  }

  private static Form<PassConfig.Recipients> recipients() {
    ObjectNode schema = noneAllOr("none, all, or a list of names", Texts.NAME, 100);
    schema.put("uniqueItems", true);
    ((ObjectNode) schema.get("items")).put("minLength", 1);
    return Forms.of(
        schema,
        at -> new PassConfig.Recipients(isAll(at), texts(at)),
        some -> noneAllOr(some.all(), some.ids().stream().sorted().toList()));
  }

  private static Set<String> texts(Section at) {
    Set<String> texts = new HashSet<>();
    at.map().forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static Form<ClientKey> clientKey() {
    ObjectNode schema =
        Forms.schema("string", ClientKey.FORM)
            .put("pattern", "^(address|(header|cookie|query):[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64})$");
    return Forms.of(
        schema,
        at -> ClientKey.parse(at.map().asText()).orElse(ClientKey.ADDRESS),
        key -> TextNode.valueOf(textOf(key)));
  }

  private static String textOf(ClientKey key) {
    String kind = Forms.token(key.kind());
    return key.name().isEmpty() ? kind : kind + ":" + key.name();
  }

  private static Form<BreakerWindow> window() {
    ObjectNode schema =
        Forms.schema(
                List.of("integer", "string"),
                "a whole number of calls 1..10000, or a duration of whole seconds such as 30s")
            .put("minimum", 1)
            .put("maximum", 10_000)
            .put("pattern", "^[1-9][0-9]{0,3}(s|m)$");
    return Forms.of(schema, CoreForms::window, CoreForms::nodeOf);
  }

  private static BreakerWindow window(Section at) {
    return at.map().isNumber()
        ? BreakerWindow.calls(at.map().asInt())
        : new BreakerWindow(true, (int) Quantities.duration(at.map().asText()).toSeconds());
  }

  private static JsonNode nodeOf(BreakerWindow window) {
    return window.timed()
        ? TextNode.valueOf(Quantities.shortest(Duration.ofSeconds(window.size())))
        : IntNode.valueOf(window.size());
  }

  private static Form<AccessLogConfig> accessLog() {
    return Forms.of(
        Forms.schema("string", "off, \"-\" for the standard output, or a file").put("minLength", 1),
        at -> AccessLogConfig.of(at.map().asText()),
        log -> TextNode.valueOf(log.written()));
  }

  private static Form<OffPeak> offPeak() {
    ObjectNode schema = Forms.schema("array", "");
    schema.set(
        "items",
        Forms.schema("string", "a window such as 22:00-06:00 Europe/Berlin")
            .put("pattern", "^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9] [A-Za-z0-9_/+:-]+$"));
    return Forms.of(schema, CoreForms::offPeak, CoreForms::listOf);
  }

  private static @Nullable OffPeak offPeak(Section at) {
    try {
      List<OffPeakWindow> windows = new ArrayList<>();
      at.map().forEach(each -> windows.add(OffPeakWindow.parse(each.asText())));
      return new OffPeak(windows);
    } catch (IllegalArgumentException e) {
      at.expected("such as 22:00-06:00 Europe/Berlin, with a known time zone");
      return null;
    }
  }

  private static JsonNode listOf(OffPeak times) {
    return ManyForms.array(
        times.windows(),
        each -> TextNode.valueOf(each.from() + "-" + each.to() + " " + each.zone()));
  }
}
