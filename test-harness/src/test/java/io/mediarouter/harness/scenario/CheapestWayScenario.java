package io.mediarouter.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.farm.ffmpeg.ToolRun;
import io.mediarouter.harness.farm.media.MediaCheck;
import io.mediarouter.harness.farm.media.Sample;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is already as it is asked for is not made. */
class CheapestWayScenario {
  private static final String SMALL = Sample.BARS_360P.fileName();

  @RegisterExtension static final ScenarioFarm farm = ScenarioFarm.of(plan -> plan.with(1, 1, 1));

  @Test
  void folderOfSourcesInTheAskedForms_isServedWithoutATranscode() throws IOException {
    make("photo.jpg", "-frames:v 1 -update 1", Sample.TEST_CARD_720P);
    make("song.mp3", "-vn -c:a libmp3lame -b:a 128k", Sample.TEST_CARD_720P);
    make("late-index.mp4", "-c copy", Sample.TEST_CARD_720P);
    Map<String, String> asked = new TreeMap<>();
    asked.put(SMALL + "?preset=360p", SMALL);
    asked.put(SMALL + "?preset=720p", SMALL);
    asked.put(SMALL + "?preset=1080p", SMALL);
    asked.put(SMALL + "?height=360&fps=60", SMALL);
    asked.put("test-card-720p.mp4?preset=1080p", "test-card-720p.mp4");
    asked.put("late-index.mp4?preset=1080p", "late-index.mp4");
    asked.put("fractal-480p.mp4?vcodec=h264&width=1920&height=1080", "fractal-480p.mp4");
    asked.put("test-card.webm?format=webm&height=720", "test-card.webm");
    asked.put("tone.m4a?format=m4a&ab=256k", "tone.m4a");
    asked.put("song.mp3?format=mp3&ab=320k", "song.mp3");
    asked.put("photo.jpg?format=jpeg&height=2000", "photo.jpg");
    int before = tasks().size();

    for (Map.Entry<String, String> each : asked.entrySet()) {
      byte[] source = Files.readAllBytes(farm.media().path(each.getValue()));
      Answer answer = get(each.getKey());
      Answer part = farm.client().get(farm.proxyA().media(each.getKey()), "range", "bytes=9-99");

      assertThat(answer.status()).as(each.getKey()).isEqualTo(200);
      assertThat(answer.header("cache-status")).as(each.getKey()).contains("detail=direct");
      assertThat(answer.body()).as(each.getKey()).isEqualTo(source);
      assertThat(part.status()).isEqualTo(206);
      assertThat(part.body()).isEqualTo(Arrays.copyOfRange(source, 9, 100));
    }
    assertThat(tasks()).hasSize(before);
    assertThat(farm.operator(farm.proxyA()).stored(SMALL)).isEmpty();

    for (String each : asked.keySet()) {
      JsonNode job = done(order(each));
      assertThat(job.path("renditions").get(0).path("original").asBoolean()).as(each).isTrue();
    }
    assertThat(tasks()).hasSize(before);
  }

  @Test
  void jobForStreamsThatFit_copiesThem() throws IOException {
    Path source = make("ordered.mkv", "-c copy", Sample.TEST_CARD_720P);

    JsonNode made = done(order("ordered.mkv?preset=720p")).path("renditions").get(0);

    assertThat(made.path("original").asBoolean()).isFalse();
    assertThat(made.path("stored").path("speed").asText()).isEqualTo("copy");
    Answer stored = get("ordered.mkv?preset=720p");
    assertThat(stored.header("cache-status")).contains("hit");
    assertThat(pictures(stored.body())).isEqualTo(pictures(Files.readAllBytes(source)));
  }

  private static URI order(String target) throws IOException {
    String[] parts = target.split("\\?", 2);
    String order = "{\"asset\": \"%s\", \"renditions\": [\"%s\"]}".formatted(parts[0], parts[1]);
    return farm.operator(farm.proxyA()).submit(order);
  }

  private static JsonNode done(URI job) throws IOException {
    await()
        .atMost(ScenarioFarm.PATIENCE)
        .until(() -> farm.json(job).path("state").asText().equals("stored"));
    return farm.json(job);
  }

  @Test
  void presetsAboveTheSource_areOneRendition() throws IOException {
    List<String> keys = new ArrayList<>();
    for (String preset : List.of("360p", "720p", "1080p")) {
      JsonNode told = explain(SMALL + "?preset=" + preset);
      assertThat(told.path("decision").path("option").asText()).isEqualTo("direct");
      keys.add(told.path("request").path("rendition").asText());
    }

    assertThat(keys.get(0)).startsWith("h264-aac-640x360-v");
    assertThat(keys).containsOnly(keys.get(0));
  }

  @Test
  void streamsThatFit_areCopied_andTheRestIsEncoded() throws IOException {
    make("film.mkv", "-c copy", Sample.TEST_CARD_720P);
    make("film.ts", "-c copy", Sample.TEST_CARD_720P);
    make("old-sound.mkv", "-c:v copy -c:a libmp3lame", Sample.TEST_CARD_720P);
    make("reordered.mkv", h264("-bf 3 -preset medium"), Sample.FRACTAL_480P);
    make("surround.mp4", "-c:v copy -ac 6 -c:a aac", Sample.BARS_360P);

    for (String target :
        List.of(
            "film.mkv?preset=720p",
            "film.mkv?height=720",
            "film.ts?height=1080",
            "old-sound.mkv?preset=1080p",
            "reordered.mkv?height=480",
            "surround.mp4?preset=360p",
            SMALL + "?acodec=none",
            SMALL + "?format=m4a")) {
      assertCopied(target);
    }
  }

  @Test
  void pieceThatMayBeCutAtKeyFrames_isCopied_andStoredApartFromTheExactOne() throws IOException {
    make("pieces.mkv", h264("-t 8 -g 50"), Sample.TEST_CARD_720P);
    String piece = "pieces.mkv?height=720&start=1.5&duration=2";

    Answer cut = get(piece + "&cut=key");
    assertThat(cut.status()).as(cut.text()).isEqualTo(200);
    assertThat(cut.header("cache-status")).contains("detail=\"remux cut=key\"");
    farm.awaitStored(farm.proxyA(), piece + "&cut=key");
    assertThat(get(piece + "&cut=key").header("cache-status")).contains("hit");
    assertThat(get(piece).header("cache-status")).contains("detail=on-demand-exact");

    for (Answer each : List.of(cut, get(piece + "&cut=key"))) {
      var found = farm.check(each.body());
      assertThat(found.decodes()).as(found.complaints()).isTrue();
      assertThat(found.durationSeconds()).isBetween(3.45, 3.8);
      assertThat(start(each.body(), "v:0")).isCloseTo(0, offset(0.01));
    }
    assertThat(explain("pieces.mkv?height=720&start=2.5&cut=key").toString())
        .contains("from the key frame at or before the start");
  }

  private static void assertCopied(String target) throws IOException {
    byte[] source = Files.readAllBytes(farm.media().path(target.substring(0, target.indexOf('?'))));
    Answer made = get(target);
    assertThat(made.status()).as(target + ": " + made.text()).isEqualTo(200);
    assertThat(made.header("cache-status")).as(target).contains("fwd=miss", "detail=remux");
    farm.awaitStored(farm.proxyA(), target);
    Answer stored = get(target);
    for (Answer each : List.of(made, stored)) {
      var found = farm.check(each.body());
      assertThat(found.decodes()).as(target + found.complaints()).isTrue();
      assertThat(found.durationSeconds())
          .as(target)
          .isCloseTo(farm.check(source).durationSeconds(), offset(0.1));
      if (found.videoCodec() != null) {
        assertThat(pictures(each.body())).as(target).isEqualTo(pictures(source));
      }
      if (found.videoCodec() != null && found.audioCodec() != null) {
        assertThat(soundAfterPicture(each.body()))
            .as(target)
            .isCloseTo(soundAfterPicture(source), offset(0.03));
      }
    }
    JsonNode task = tasks().get(tasks().size() - 1);
    ScenarioFarm.report(target + ": " + task.path("cpu_seconds").asDouble() + " core-seconds");
  }

  private static String pictures(byte[] media) throws IOException {
    return new MediaCheck(farm.media().tools()).pictures(media);
  }

  /** How much later than the picture the sound begins, seconds. */
  private static double soundAfterPicture(byte[] media) throws IOException {
    return start(media, "a:0") - start(media, "v:0");
  }

  private static double start(byte[] media, String track) throws IOException {
    return Double.parseDouble(told(media, track, "start_time"));
  }

  private static String told(byte[] media, String track, String field) throws IOException {
    Path file = Files.write(farm.media().path("to-probe"), media);
    List<String> command = new ArrayList<>(List.of(farm.media().tools().ffprobe().toString()));
    command.addAll(List.of("-v", "quiet", "-select_streams", track));
    command.addAll(List.of("-show_entries", "stream=" + field, "-of", "csv=p=0"));
    command.add(file.toString());
    String told = ToolRun.of(command).output().lines().findFirst().orElseThrow();
    return told.replace(",", "");
  }

  @Test
  void whatIsNotShownAsItIsCoded_isMade() throws IOException {
    make("anamorphic.mp4", h264("-vf scale=480:360,setsar=4/3"), Sample.BARS_360P);
    make("fields.mp4", h264("-vf setfield=tff -flags +ildct+ilme"), Sample.BARS_360P);
    make("deep.mp4", h264("-profile:v high10 -pix_fmt yuv420p10le"), Sample.BARS_360P);
    make("colours.mp4", h264("-pix_fmt yuv444p"), Sample.BARS_360P);

    for (String source : List.of("anamorphic.mp4", "fields.mp4", "deep.mp4", "colours.mp4")) {
      Answer answer = get(source + "?height=360");

      assertThat(answer.header("cache-status")).as(source).contains("detail=on-demand-exact");
      var found = farm.check(answer.body());
      assertThat(found.decodes()).as(found.complaints()).isTrue();
      assertThat(List.of(found.width(), found.height())).isEqualTo(List.of(640, 360));
    }
  }

  @Test
  void whatFewPlayersPlay_isNotDirect_howeverWellItFits() throws IOException {
    Path film = farm.media().path(Sample.TEST_CARD_720P.fileName());
    make("cut.mp4", "-ss 0.7 -i " + film + " -map 1 -c copy", Sample.TEST_CARD_720P);
    make(
        "uneven.mp4",
        h264("-vf select='lt(n\\,20)+not(mod(n\\,3))' -fps_mode vfr"),
        Sample.BARS_360P);
    make("fine-sound.mp4", "-t 2 -c:v copy -c:a aac -ar 96000", Sample.BARS_360P);
    make("named-otherwise.mp4", hevc("-tag:v hev1"), Sample.BARS_360P);
    make("fragments.mp4", "-c copy -movflags frag_keyframe+empty_moov", Sample.BARS_360P);
    Map<String, String> asked = new TreeMap<>();
    asked.put("cut.mp4?height=720", "on-demand-exact");
    asked.put("uneven.mp4?height=360&fps=20", "on-demand-exact");
    asked.put("fine-sound.mp4?height=360", "remux");
    asked.put("named-otherwise.mp4?height=360&vcodec=hevc&format=mp4", "remux");
    asked.put("fragments.mp4?height=360", "remux");

    for (Map.Entry<String, String> each : asked.entrySet()) {
      Path source = farm.media().path(each.getKey().substring(0, each.getKey().indexOf('?')));
      Answer answer = get(each.getKey());

      assertThat(answer.status()).as(each.getKey() + answer.text()).isEqualTo(200);
      assertThat(answer.header("cache-status"))
          .as(each.getKey())
          .contains("detail=" + each.getValue());
      var found = farm.check(answer.body());
      assertThat(found.decodes()).as(each.getKey() + found.complaints()).isTrue();
      assertThat(found.durationSeconds())
          .as(each.getKey())
          .isCloseTo(farm.check(Files.readAllBytes(source)).durationSeconds(), offset(0.15));
    }
    farm.awaitStored(farm.proxyA(), "fine-sound.mp4?height=360");
    assertThat(told(get("fine-sound.mp4?height=360").body(), "a:0", "sample_rate"))
        .isEqualTo("48000");
  }

  @Test
  void whatAnyPlayerPlays_isDirect_howeverItWasMade() throws IOException {
    make("pictures-out-of-order.mp4", h264("-bf 3 -preset medium"), Sample.BARS_360P);
    make(
        "late-sound.mp4",
        "-itsoffset 0.4 -i " + farm.media().path(SMALL) + " -map 0:v -map 1:a -c copy",
        Sample.BARS_360P);
    make(
        "uneven-but-slow.mp4",
        h264("-vf select='lt(n\\,20)+not(mod(n\\,3))' -fps_mode vfr"),
        Sample.BARS_360P);

    for (String target :
        List.of(
            "pictures-out-of-order.mp4?height=360",
            "late-sound.mp4?height=360",
            "uneven-but-slow.mp4?height=360&fps=60")) {
      assertThat(get(target).header("cache-status")).as(target).contains("detail=direct");
    }
  }

  @Test
  void encryptedSource_isSaidToBeThat_andMadeIntoNothing() throws IOException {
    String key = "76a6c65c5ea762046bd749a2e632ccbb";
    make(
        "locked.mp4",
        "-c copy -encryption_scheme cenc-aes-ctr -encryption_kid "
            + key
            + " -encryption_key "
            + key,
        Sample.BARS_360P);
    int before = tasks().size();

    for (String form : List.of("height=360", "height=180", "format=jpeg&t=1")) {
      Answer answer = get("locked.mp4?" + form);
      assertThat(answer.status()).as(form).isEqualTo(422);
      assertThat(answer.text()).contains("locked.mp4 is encrypted");
    }
    assertThat(get("locked.mp4").status()).isEqualTo(200);
    assertThat(tasks()).hasSize(before);
  }

  private static String hevc(String arguments) {
    return "-t 2 -c:v libx265 -preset ultrafast -x265-params log-level=none -c:a copy " + arguments;
  }

  private static String h264(String arguments) {
    return "-t 2 -c:v libx264 -preset ultrafast -c:a copy " + arguments;
  }

  private static List<JsonNode> tasks() throws IOException {
    return farm.tasks(farm.processes().transcoders().get(0));
  }

  private static JsonNode explain(String target) throws IOException {
    String url = URLEncoder.encode("/media/" + target, StandardCharsets.UTF_8);
    return farm.json(farm.proxyA().admin().resolve("explain?url=" + url));
  }

  private static Answer get(String target) throws IOException {
    return farm.client().get(farm.proxyA().media(target));
  }

  private static Path make(String name, String arguments, Sample from) throws IOException {
    Path made = farm.media().path(name);
    List<String> command = new ArrayList<>();
    command.add(farm.media().tools().ffmpeg().toString());
    command.addAll(List.of("-nostdin", "-v", "error", "-y", "-i"));
    command.add(farm.media().path(from.fileName()).toString());
    command.addAll(List.of(arguments.split(" ")));
    command.add(made.toString());
    ToolRun.of(command).requireSuccess("making " + name);
    return made;
  }
}
