package io.mediarouter.state.durable;

import static io.mediarouter.state.durable.DocumentForm.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.media.AudioCodec;
import io.mediarouter.media.AudioStream;
import io.mediarouter.media.DynamicRange;
import io.mediarouter.media.Extent;
import io.mediarouter.media.Fit;
import io.mediarouter.media.Format;
import io.mediarouter.media.IntRange;
import io.mediarouter.media.PictureTraits;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.Treatment;
import io.mediarouter.media.VideoCodec;
import io.mediarouter.media.VideoStream;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The documents of what media is. What is null or zero is left out where that is the default. */
final class MediaDocuments {
  private MediaDocuments() {}

  static ObjectNode of(RenditionRequest request) {
    ObjectNode out = object();
    put(out, "format", request.format());
    put(out, "videoCodec", request.videoCodec());
    put(out, "audioCodec", request.audioCodec());
    out.put("muted", request.muted());
    put(out, "width", request.width());
    put(out, "height", request.height());
    put(out, "shorter", request.shorter());
    put(out, "fit", request.fit());
    put(out, "milliFps", request.milliFps());
    put(out, "videoBitRate", request.videoBitRate());
    put(out, "audioBitRate", request.audioBitRate());
    put(out, request.treatment());
    return piece(out, request.atMillis(), request.startMillis(), request.durationMillis());
  }

  static RenditionRequest request(JsonNode in) {
    return new RenditionRequest(
        constant(in, "format", Format.class),
        constant(in, "videoCodec", VideoCodec.class),
        constant(in, "audioCodec", AudioCodec.class),
        in.path("muted").asBoolean(),
        range(in, "width"),
        range(in, "height"),
        range(in, "shorter"),
        fit(in),
        range(in, "milliFps"),
        range(in, "videoBitRate"),
        range(in, "audioBitRate"),
        in.path("atMillis").asLong(),
        in.path("startMillis").asLong(),
        in.path("durationMillis").asLong(),
        treatment(in));
  }

  private static void put(ObjectNode out, Treatment treatment) {
    if (!treatment.equals(Treatment.NONE)) {
      out.put("loudness", treatment.loudness());
      out.put("everyMillis", treatment.everyMillis());
      out.put("tiles", treatment.tiles());
    }
  }

  private static Treatment treatment(JsonNode in) {
    return new Treatment(
        in.path("loudness").asInt(), in.path("everyMillis").asLong(), in.path("tiles").asInt());
  }

  private static ObjectNode piece(ObjectNode out, long at, long start, long duration) {
    return out.put("atMillis", at).put("startMillis", start).put("durationMillis", duration);
  }

  private static void put(ObjectNode out, String name, @Nullable IntRange range) {
    if (range != null) {
      out.putObject(name).put("min", range.min()).put("max", range.max());
    }
  }

  private static @Nullable IntRange range(JsonNode in, String name) {
    JsonNode range = in.path(name);
    return range.isObject()
        ? new IntRange(range.path("min").asInt(), range.path("max").asInt())
        : null;
  }

  static void put(ObjectNode out, String name, @Nullable Enum<?> constant) {
    if (constant != null) {
      out.put(name, constant.name());
    }
  }

  static <E extends Enum<E>> @Nullable E constant(JsonNode in, String name, Class<E> type) {
    JsonNode constant = in.path(name);
    return constant.isTextual() ? Enum.valueOf(type, constant.textValue()) : null;
  }

  /** The way in which a picture is fitted; the first where the writer knew none. */
  private static Fit fit(JsonNode in) {
    Fit fit = constant(in, "fit", Fit.class);
    return fit == null ? Fit.INSIDE : fit;
  }

  static ObjectNode of(Rendition rendition) {
    ObjectNode out = object();
    put(out, "format", rendition.format());
    put(out, "videoCodec", rendition.videoCodec());
    put(out, "audioCodec", rendition.audioCodec());
    out.put("width", rendition.width());
    out.put("height", rendition.height());
    put(out, "fit", rendition.fit());
    out.put("milliFps", rendition.milliFps());
    out.put("videoBitRate", rendition.videoBitRate());
    out.put("audioBitRate", rendition.audioBitRate());
    put(out, rendition.treatment());
    return piece(out, rendition.atMillis(), rendition.startMillis(), rendition.durationMillis());
  }

  static Rendition rendition(JsonNode in) {
    return new Rendition(
        Enum.valueOf(Format.class, in.path("format").asText()),
        constant(in, "videoCodec", VideoCodec.class),
        constant(in, "audioCodec", AudioCodec.class),
        in.path("width").asInt(),
        in.path("height").asInt(),
        fit(in),
        in.path("milliFps").asInt(),
        in.path("videoBitRate").asInt(),
        in.path("audioBitRate").asInt(),
        in.path("atMillis").asLong(),
        in.path("startMillis").asLong(),
        in.path("durationMillis").asLong(),
        treatment(in));
  }

  static ObjectNode of(SourceProperties source) {
    ObjectNode out = object();
    out.put("version", source.version());
    out.put("container", source.container());
    out.put("contentType", source.contentType());
    out.put("bytes", source.bytes());
    out.put("duration", source.duration().toString());
    if (source.video() != null) {
      out.set("video", of(source.video()));
    }
    if (source.audio() != null) {
      out.set("audio", of(source.audio()));
    }
    if (source.cover() != null) {
      out.set("cover", of(source.cover()));
    }
    if (!source.extent().equals(Extent.PLAIN)) {
      out.set("extent", of(source.extent()));
    }
    return out;
  }

  static SourceProperties source(JsonNode in) {
    return new SourceProperties(
        in.path("version").asText(),
        in.path("container").asText(),
        in.path("contentType").asText(),
        in.path("bytes").asLong(),
        Duration.parse(in.path("duration").asText("PT0S")),
        in.path("video").isObject() ? video(in.path("video")) : null,
        in.path("audio").isObject() ? audio(in.path("audio")) : null,
        in.path("cover").isObject() ? video(in.path("cover")) : null,
        in.path("extent").isObject() ? extent(in.path("extent")) : Extent.PLAIN);
  }

  private static ObjectNode of(Extent extent) {
    return object()
        .put("estimated", extent.estimated())
        .put("video", extent.video().toString())
        .put("audio", extent.audio().toString());
  }

  private static Extent extent(JsonNode in) {
    return new Extent(
        in.path("estimated").asBoolean(),
        Duration.parse(in.path("video").asText("PT0S")),
        Duration.parse(in.path("audio").asText("PT0S")));
  }

  private static ObjectNode of(VideoStream video) {
    return object()
        .put("codec", video.codec())
        .put("width", video.width())
        .put("height", video.height())
        .put("milliFps", video.milliFps())
        .put("bitRate", video.bitRate())
        .set("traits", of(video.traits()));
  }

  private static ObjectNode of(PictureTraits traits) {
    return object()
        .put("rotation", traits.rotation())
        .put("mirrored", traits.mirrored())
        .put("sampleWidth", traits.sampleWidth())
        .put("sampleHeight", traits.sampleHeight())
        .put("interlaced", traits.interlaced())
        .put("dynamicRange", traits.dynamicRange().name())
        .put("bitDepth", traits.bitDepth());
  }

  private static PictureTraits traits(JsonNode in) {
    return in.isObject()
        ? new PictureTraits(
            in.path("rotation").asInt(),
            in.path("mirrored").asBoolean(),
            in.path("sampleWidth").asInt(1),
            in.path("sampleHeight").asInt(1),
            in.path("interlaced").asBoolean(),
            DynamicRange.valueOf(in.path("dynamicRange").asText()),
            in.path("bitDepth").asInt())
        : PictureTraits.PLAIN;
  }

  private static VideoStream video(JsonNode in) {
    return new VideoStream(
        in.path("codec").asText(),
        in.path("width").asInt(),
        in.path("height").asInt(),
        in.path("milliFps").asInt(),
        in.path("bitRate").asLong(),
        traits(in.path("traits")));
  }

  private static ObjectNode of(AudioStream audio) {
    return object()
        .put("codec", audio.codec())
        .put("channels", audio.channels())
        .put("sampleRate", audio.sampleRate())
        .put("bitRate", audio.bitRate());
  }

  private static AudioStream audio(JsonNode in) {
    return new AudioStream(
        in.path("codec").asText(),
        in.path("channels").asInt(),
        in.path("sampleRate").asInt(),
        in.path("bitRate").asLong());
  }

  /** The moment in a field; the epoch where there is none. */
  static Instant instant(JsonNode in, String name) {
    Instant moment = optionalInstant(in, name);
    return moment == null ? Instant.EPOCH : moment;
  }

  static @Nullable Instant optionalInstant(JsonNode in, String name) {
    String moment = in.path(name).textValue();
    return moment == null ? null : Instant.parse(moment);
  }
}
