package io.mediarouter.harness.farm.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.mediarouter.container.ContainerReader;
import io.mediarouter.container.FinishedFile;
import io.mediarouter.harness.farm.Farm;
import io.mediarouter.media.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a stream of ffmpeg's becomes when it is finished, as ffmpeg itself reads it. */
class FinishedFileTest {
  private static final double SEEK = 7.3;

  /** From one beginning of a film of twelve seconds to the next, where it is repeated. */
  private static final int PERIOD = 13;

  /** Outputs as they come through a pipe, ours and those of others. */
  enum Made {
    MP4(Format.MP4, "-c:v libx264 -g 60 -c:a aac", fragments("-frag_duration 500000")),
    MP4_WITHOUT_B_FRAMES(
        Format.MP4, "-c:v libx264 -bf 0 -g 25 -c:a aac", fragments("-frag_duration 200000")),
    MP4_ONE_FRAGMENT_PER_GROUP(Format.MP4, "-c:v libx264 -g 60 -c:a aac", fragments("")),
    MP4_WITH_EMPTY_HEAD(
        Format.MP4,
        "-c:v libx264 -g 60 -c:a aac",
        "-movflags +empty_moov+frag_keyframe+separate_moof -f mp4"),
    MP4_OPUS(Format.MP4, "-c:v libx264 -g 60 -c:a libopus", fragments("")),
    MP4_SILENT(Format.MP4, "-c:v libx264 -g 60 -an", fragments("-frag_duration 500000")),
    CMAF(Format.MP4, "-c:v libx264 -g 60 -c:a aac", "-movflags +cmaf+frag_keyframe -f mp4"),
    M4A(Format.M4A, "-vn -c:a aac", fragments("-frag_duration 500000")),
    WEBM(
        Format.WEBM,
        "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 60 -c:a libopus",
        "-cluster_time_limit 500 -f webm"),
    WEBM_LIVE(
        Format.WEBM,
        "-c:v libvpx -deadline realtime -cpu-used 8 -g 50 -c:a vorbis -strict experimental -ac 2",
        "-live 1 -f webm"),
    WEBM_SOUND(Format.WEBM, "-vn -c:a libopus", "-cluster_time_limit 500 -f webm");

    private final Format format;
    private final String codecs;
    private final String muxer;

    Made(Format format, String codecs, String muxer) {
      this.format = format;
      this.codecs = codecs;
      this.muxer = muxer;
    }

    private static String fragments(String more) {
      return "-movflags +frag_keyframe+delay_moov+default_base_moof -f mp4 " + more;
    }
  }

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void finishedFile_tellsItsDuration_seeks_andDecodesAsBefore(Made made) throws Exception {
    byte[] streamed = make(made.codecs + " " + made.muxer);

    byte[] file = finished(made.format, streamed);

    Path after = write("after", file);
    Path before = write("before", streamed);
    if (!made.codecs.contains("-an")) {
      assertSameSound(after, before);
    }
    if (!made.codecs.contains("-vn")) {
      assertThat(pictures(after)).isEqualTo(pictures(before));
    }
    assertThat(duration(after)).isCloseTo(12, offset(0.1));
    if (!made.codecs.contains("-vn")) {
      assertThat(picture(after, List.of("-ss", "" + SEEK), List.of()))
          .as("what the index leads to")
          .isEqualTo(picture(after, List.of(), List.of("-ss", "" + SEEK)));
    }
  }

  /** As an encoder leaves them that writes into a file and sends that when it is complete. */
  @ParameterizedTest
  @CsvSource({
    "MP4, -c:v libx264 -g 60 -c:a aac -f mp4",
    "MP4, -c:v libx264 -bf 0 -g 60 -an -f mp4",
    "MP4, -c:v libx264 -g 60 -c:a libmp3lame -brand mp42 -f mov",
    "M4A, -vn -c:a aac -f ipod",
    "WEBM, -c:v libvpx -deadline realtime -cpu-used 8 -g 60 -c:a vorbis -strict experimental -ac 2"
        + " -f webm",
    "WEBM, -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 60 -an -dash 1 -f webm"
  })
  void ordinaryFile_getsItsIndexInFrontOfItsMedia(Format format, String arguments)
      throws Exception {
    Path before = folder.resolve("before");
    makeFile(arguments, before);
    byte[] made = Files.readAllBytes(before);
    ContainerReader reader = ContainerReader.of(format);
    reader.feed(made);
    assertThat(reader.hasSamples()).isTrue();
    assertThat(reader.playSeconds()).isCloseTo(12, offset(0.05));

    byte[] file = finished(format, made);

    String names = new String(file, StandardCharsets.ISO_8859_1);
    Path after = write("after", file);
    if (format != Format.WEBM) {
      assertThat(names.indexOf("moov")).isBetween(0, names.indexOf("mdat"));
    }
    assertThat(samples(after)).isEqualTo(samples(before));
    assertThat(duration(after)).isCloseTo(duration(before), offset(0.034));
    if (!arguments.contains("-vn")) {
      assertThat(picture(after, List.of("-ss", "" + SEEK), List.of()))
          .isEqualTo(picture(before, List.of(), List.of("-ss", "" + SEEK)));
    }
    assertThat(decodingErrors(after)).isEmpty();
  }

  @Test
  void ordinaryFile_withItsIndexInFront_staysAsItIs() throws Exception {
    Path made = folder.resolve("made");
    makeFile("-c:v libx264 -c:a aac -movflags +faststart -f mp4", made);
    ContainerReader reader = ContainerReader.of(Format.MP4);

    reader.feed(Files.readAllBytes(made));

    assertThat(reader.isUnderstood()).isTrue();
    assertThat(reader.playSeconds()).isCloseTo(12, offset(0.05));
    assertThat(reader.frameSeconds()).isBetween(0.02, 0.05);
    assertThat(reader.finish()).isEmpty();
  }

  private static String decodingErrors(Path file) throws IOException {
    return ffmpeg(List.of("-xerror"), file, List.of("-f", "null", "-"));
  }

  /**
   * The head of a long file tells of fragments, not of each sample: it is small, so that players
   * start at once, and each place that it leads to has the right picture and all of the sound.
   */
  @ParameterizedTest
  @CsvSource({
    "MP4, 120",
    "MP4_WITHOUT_B_FRAMES, 120",
    "MP4_ONE_FRAGMENT_PER_GROUP, 120",
    "MP4_WITH_EMPTY_HEAD, 120",
    "MP4_SILENT, 200",
    "M4A, 300"
  })
  void longFile_startsAtOnce_andLosesNothingAtASeek(Made made, int times) throws Exception {
    byte[] once = make(made.codecs + " " + made.muxer);
    byte[] streamed = LongFilm.of(once, times, PERIOD);

    byte[] file = finished(made.format, streamed);

    int fragment = new String(file, StandardCharsets.ISO_8859_1).indexOf("moof");
    assertThat(fragment).as("bytes before the media").isBetween(1, 100_000);
    Path after = write("after", file);
    Path film = write("once", finished(made.format, once));
    assertThat(duration(after)).isCloseTo(times * PERIOD - 1, offset(0.2));
    for (double seek : List.of(0.0, 1.3, 5 * PERIOD + 7.3, times * PERIOD - 5.7)) {
      if (!made.codecs.contains("-an")) {
        assertThat(secondsOfSound(after, seek, 3))
            .as("sound at %s", seek)
            .isCloseTo(3, offset(0.1));
      }
      if (!made.codecs.contains("-vn")) {
        assertThat(picture(after, List.of("-ss", "" + seek), List.of()))
            .as("picture at %s", seek)
            .isEqualTo(picture(film, List.of("-ss", "" + seek % PERIOD), List.of()));
      }
    }
    if (made == Made.MP4) {
      assertThat(samples(after)).isEqualTo(samples(write("before", streamed)));
    }
  }

  private static double secondsOfSound(Path file, double seek, int most) throws Exception {
    List<String> command = new ArrayList<>(List.of("-ss", "" + seek, "-t", "" + most));
    command.addAll(List.of("-i", file.toString(), "-map", "a", "-vn", "-ac", "1"));
    command.addAll(List.of("-ar", "8000", "-f", "s16le"));
    return output(command).length / 16_000.0;
  }

  private static String samples(Path file) throws IOException {
    return ffmpeg(List.of(), file, List.of("-map", "0", "-c", "copy", "-f", "streamhash", "-"));
  }

  @Test
  void mp3_ofVaryingBitRate_isAsLongAsItPlays() throws Exception {
    byte[] streamed = make("-vn -c:a libmp3lame -q:a 4 -write_xing 0 -id3v2_version 0 -f mp3");
    assertThat(duration(write("before", streamed))).isNotCloseTo(12, offset(0.5));

    Path after = write("after", finished(Format.MP3, streamed));

    assertThat(duration(after)).isCloseTo(12, offset(0.1));
    assertSameSound(after, write("before", streamed));
  }

  @Test
  void growingMp4_tellsItsWholeDurationInItsHead() throws Exception {
    byte[] streamed = make(Made.MP4.codecs + " " + Made.MP4.muxer);
    byte[] head = Arrays.copyOf(streamed, streamed.length / 3);
    ContainerReader reader = ContainerReader.of(Format.MP4);
    reader.feed(head);

    reader.announce(head, 12);

    int movieHeader = new String(head, StandardCharsets.ISO_8859_1).indexOf("mvhd");
    assertThat(ByteBuffer.wrap(head).getInt(movieHeader + 20)).as("milliseconds").isEqualTo(12_000);
  }

  /** The fragments behind a head that grew are where they are, so that the file can be finished. */
  @ParameterizedTest
  @EnumSource(names = {"WEBM", "WEBM_LIVE", "WEBM_SOUND"})
  void growingWebm_tellsItsWholeDurationInItsHead(Made made) throws Exception {
    byte[] streamed = make(made.codecs + " " + made.muxer);
    byte[] head = Arrays.copyOf(streamed, streamed.length / 3);
    ContainerReader reader = ContainerReader.of(Format.WEBM);
    reader.feed(head);

    byte[] told = reader.announce(head, 17);

    var growing = new ByteArrayOutputStream();
    growing.writeBytes(told);
    growing.write(streamed, head.length, streamed.length - head.length);
    Path file = write("growing", growing.toByteArray());
    assertThat(duration(file)).isEqualTo(17);
    Path after = write("after", finished(Format.WEBM, growing.toByteArray()));
    assertThat(duration(after)).isCloseTo(12, offset(0.1));
    assertSameSound(after, write("before", streamed));
  }

  @Test
  void cutFile_isShort_orCut_andIsNotFinished() throws Exception {
    for (Made made : List.of(Made.MP4, Made.M4A, Made.WEBM)) {
      byte[] streamed = make(made.codecs + " " + made.muxer);
      ContainerReader reader = ContainerReader.of(made.format);

      reader.feed(Arrays.copyOf(streamed, streamed.length / 2));

      assertThat(reader.isCut()).as(made.name()).isTrue();
      assertThat(reader.playSeconds()).as(made.name()).isBetween(3.0, 9.0);
      assertThat(reader.finish()).isEmpty();
    }
  }

  @Test
  void fileWithoutMedia_hasNoSamples() throws Exception {
    for (Made made : List.of(Made.MP4, Made.M4A)) {
      ContainerReader reader = ContainerReader.of(made.format);
      reader.feed(make("-ss 20 " + made.codecs + " " + made.muxer));

      assertThat(reader.isUnderstood()).isTrue();
      assertThat(reader.hasSamples()).isFalse();
    }
  }

  @Test
  void whatIsNoMedia_isLetPass() {
    for (Format format : Format.values()) {
      ContainerReader reader = ContainerReader.of(format);
      reader.feed(
          "<html>This is no media at all, however long it goes on."
              .getBytes(StandardCharsets.UTF_8));

      assertThat(reader.isUnderstood()).isFalse();
      assertThat(reader.finish()).isEmpty();
    }
  }

  private static byte[] make(String arguments) throws Exception {
    return output(film(arguments));
  }

  private static void makeFile(String arguments, Path file) throws Exception {
    List<String> command = new ArrayList<>(List.of(Farm.FFMPEG.ffmpeg().toString(), "-v", "error"));
    command.addAll(film(arguments));
    command.add(file.toString());
    ToolRun.of(command).requireSuccess("encoding");
  }

  private static List<String> film(String arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("-f", "lavfi", "-i", "testsrc2=s=192x108:r=30:d=12"));
    command.addAll(List.of("-f", "lavfi", "-i", "sine=f=440:d=12"));
    command.addAll(List.of("-pix_fmt", "yuv420p", "-flush_packets", "1"));
    command.addAll(List.of(arguments.split(" ")));
    return command;
  }

  private static byte[] output(List<String> arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(Farm.FFMPEG.ffmpeg().toString(), "-v", "error", "-nostdin"));
    command.addAll(arguments);
    command.add("pipe:1");
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    byte[] output = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    return output;
  }

  /** Fed in pieces of sizes that fall on no border. */
  private static byte[] finished(Format format, byte[] streamed) {
    ContainerReader reader = ContainerReader.of(format);
    int at = 0;
    for (int size = 1; at < streamed.length; size = size * 7 % 4099 + 1) {
      int to = Math.min(streamed.length, at + size);
      reader.feed(Arrays.copyOfRange(streamed, at, to));
      at = to;
    }
    var all = new ByteArrayOutputStream();
    for (FinishedFile.Part part : reader.finish().orElseThrow().parts()) {
      all.writeBytes(part.head());
      all.write(streamed, (int) part.from(), (int) (part.to() - part.from()));
    }
    return all.toByteArray();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  /**
   * Before, some players play what the encoder put in front of the sound and after it: these hold
   * more than the film, and nothing else.
   */
  private static void assertSameSound(Path after, Path before) throws Exception {
    byte[] all = sound(before);
    byte[] film = sound(after);
    int most = all.length - film.length;
    assertThat(most).isBetween(0, 2 * 2048 * 2);
    assertThat(
            IntStream.rangeClosed(0, most)
                .anyMatch(at -> Arrays.equals(film, 0, film.length, all, at, at + film.length)))
        .as("the same sound")
        .isTrue();
  }

  private static byte[] sound(Path file) throws Exception {
    return output(List.of("-i", file.toString(), "-map", "a?", "-vn", "-f", "s16le"));
  }

  private static String pictures(Path file) throws IOException {
    return ffmpeg(List.of(), file, List.of("-map", "v", "-f", "streamhash", "-hash", "md5", "-"));
  }

  private static String picture(Path file, List<String> before, List<String> after)
      throws IOException {
    return ffmpeg(
        before,
        file,
        Stream.concat(
                after.stream(),
                Stream.of("-frames:v", "1", "-map", "v", "-f", "streamhash", "-hash", "md5", "-"))
            .toList());
  }

  private static String ffmpeg(List<String> before, Path file, List<String> after)
      throws IOException {
    List<String> command =
        new ArrayList<>(List.of(Farm.FFMPEG.ffmpeg().toString(), "-v", "error", "-nostdin"));
    command.addAll(before);
    command.addAll(List.of("-i", file.toString()));
    command.addAll(after);
    return ToolRun.of(command).requireSuccess("decoding");
  }

  private static double duration(Path file) throws IOException {
    List<String> command =
        List.of(
            Farm.FFMPEG.ffprobe().toString(),
            "-v",
            "error",
            "-show_entries",
            "format=duration",
            "-of",
            "csv=p=0",
            file.toString());
    return Double.parseDouble(ToolRun.of(command).requireSuccess("probing").strip());
  }
}
