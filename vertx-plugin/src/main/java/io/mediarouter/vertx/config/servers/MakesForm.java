package io.mediarouter.vertx.config.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mediarouter.farm.Capabilities;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.Format;
import io.mediarouter.media.HardwareEncoder;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.vertx.config.form.Form;
import io.mediarouter.vertx.config.form.Forms;
import io.mediarouter.vertx.config.form.ManyForms;
import io.mediarouter.vertx.config.form.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The form of what a transcoding server can make. */
final class MakesForm implements Form<Capabilities> {
  private static final List<String> KNOWN = known();

  private static List<String> known() {
    List<String> known =
        new ArrayList<>(
            List.of(
                "mp4",
                "webm",
                "m4a",
                "opus",
                "mp3",
                "jpeg",
                "webp",
                "png",
                "avif",
                "h264",
                "hevc",
                "vp9",
                "av1",
                "aac",
                Capabilities.COPY,
                Capabilities.CUT,
                Capabilities.SURROUND));
    for (HardwareEncoder each : HardwareEncoder.values()) {
      known.add(each.token());
    }
    return List.copyOf(known);
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema =
        Forms.schema("array", "a list of formats and codecs, each once, at least one")
            .put("minItems", 1)
            .put("uniqueItems", true);
    KNOWN.forEach(schema.putObject("items").putArray("enum")::add);
    return schema;
  }

  @Override
  public Capabilities read(Section written) {
    Set<String> tokens = new LinkedHashSet<>();
    written.map().forEach(each -> tokens.add(each.asText()));
    return Capabilities.of(tokens);
  }

  /** A kind of which all is made need not be named. */
  @Override
  public JsonNode write(Capabilities value) {
    Set<String> made = new LinkedHashSet<>();
    var formats = EnumSet.noneOf(Format.class);
    formats.addAll(value.formats());
    formats.add(Format.M4S);
    addSome(formats, Format.class, made);
    addSome(value.videoCodecs(), VideoCodec.class, made);
    addSome(value.audioCodecs(), AudioCodec.class, made);
    if (value.copies()) {
      made.add(Capabilities.COPY);
    }
    if (value.cuts()) {
      made.add(Capabilities.CUT);
    }
    if (value.surround()) {
      made.add(Capabilities.SURROUND);
    }
    value.hardware().forEach(each -> made.add(each.token()));
    return ManyForms.array(KNOWN.stream().filter(made::contains).toList(), TextNode::valueOf);
  }

  private static <E extends Enum<E>> void addSome(Set<E> some, Class<E> kind, Set<String> made) {
    if (!some.containsAll(Arrays.asList(kind.getEnumConstants()))) {
      some.forEach(each -> made.add(Forms.token(each)));
    }
  }
}
