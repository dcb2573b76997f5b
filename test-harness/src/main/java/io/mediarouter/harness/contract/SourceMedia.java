package io.mediarouter.harness.contract;

import io.mediarouter.harness.farm.Listen;
import io.mediarouter.harness.farm.OriginServer;
import io.mediarouter.harness.farm.ffmpeg.Ffmpeg;
import io.mediarouter.harness.farm.ffmpeg.ToolRun;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The sources that a transcoding server is checked with, on an origin of their own. */
final class SourceMedia implements AutoCloseable {
  /** What the film is. */
  static final int WIDTH = 1280;

  static final int HEIGHT = 720;
  static final double SECONDS = 10;

  /** What is said in it after a second, as its subtitles tell. */
  static final String LINE = "Guten Tag";

  private static final String LANGUAGES = "languages.mkv";
  private static final String FILM = "film.mp4";
  private static final String PHONE = "phone.mp4";
  private static final String TEXT = "text.mp4";
  private static final String PLAYLIST = "playlist.mp4";

  private final Ffmpeg tools;
  private final Path folder;
  private final Trap trap;
  private final OriginServer origin;

  private SourceMedia(Ffmpeg tools, Path folder, Trap trap, OriginServer origin) {
    this.tools = tools;
    this.folder = folder;
    this.trap = trap;
    this.origin = origin;
  }

  /**
   * Makes them, which takes some seconds.
   *
   * @throws IllegalStateException if the address cannot be listened at
   */
  static SourceMedia make(Ffmpeg tools, Listen listen) throws IOException {
    Path folder = Files.createTempDirectory("check-server-");
    Trap trap = new Trap(listen.address());
    SourceMedia media =
        new SourceMedia(tools, folder, trap, OriginServer.start(listen, folder, false));
    media.run(filmArguments(), FILM);
    media.makeLanguages();
    Files.writeString(folder.resolve(TEXT), "This is no media.\n".repeat(500));
    Files.writeString(
        folder.resolve(PLAYLIST),
        "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n" + trap.url() + "\n#EXT-X-ENDLIST\n");
    return media;
  }

  private static List<String> filmArguments() {
    String size = WIDTH + "x" + HEIGHT;
    String[] arguments = {
      "-f",
      "lavfi",
      "-i",
      "testsrc2=s=" + size + ":r=25:d=" + SECONDS,
      "-f",
      "lavfi",
      "-i",
      "sine=d=" + SECONDS,
      "-c:v",
      "libx264",
      "-preset",
      "ultrafast",
      "-b:v",
      "3M",
      "-g",
      "50",
      "-pix_fmt",
      "yuv420p",
      "-c:a",
      "aac",
      "-movflags",
      "+faststart"
    };
    return List.of(arguments);
  }

  /** What is found out with a source. */
  interface Finding {
    CheckResult of(String source) throws IOException;
  }

  /**
   * Finds something out with the film of an upright telephone: red above blue as it is shown, lying
   * as it is coded.
   */
  CheckResult withPhone(Finding finding) throws IOException {
    if (!Files.exists(folder.resolve(PHONE))) {
      makePhone();
    }
    return Files.exists(folder.resolve(PHONE))
        ? finding.of(origin.url() + PHONE)
        : CheckResult.unknown("our ffmpeg cannot make such a film");
  }

  /** Its first track of sound is silent. */
  private void makeLanguages() throws IOException {
    Path text = folder.resolve("languages.srt");
    Files.writeString(text, "1\n00:00:01,000 --> 00:00:02,000\n" + LINE + "\n");
    run(
        List.of(
            "-i",
            folder.resolve(FILM).toString(),
            "-f",
            "lavfi",
            "-i",
            "anullsrc=d=" + SECONDS,
            "-i",
            text.toString(),
            "-map",
            "0:v",
            "-map",
            "1:a",
            "-map",
            "0:a",
            "-map",
            "2:s",
            "-c:v",
            "copy",
            "-c:a",
            "aac",
            "-c:s",
            "srt",
            "-metadata:s:a:0",
            "language=eng",
            "-metadata:s:a:1",
            "language=deu"),
        LANGUAGES);
  }

  /** A film with two tracks of sound, of which the second is German and loud, and subtitles. */
  String languages() {
    return origin.url() + LANGUAGES;
  }

  /** Newer ffmpegs turn a film by an option of the input, older ones by a tag of the output. */
  private void makePhone() {
    String lying = folder.resolve("lying.mp4").toString();
    String halves = "color=red:s=320x360:r=25:d=2[l];color=blue:s=320x360:r=25:d=2[r]";
    try {
      run(
          List.of(
              "-f",
              "lavfi",
              "-i",
              halves + ";[l][r]hstack",
              "-c:v",
              "libx264",
              "-pix_fmt",
              "yuv420p"),
          "lying.mp4");
      try {
        run(List.of("-display_rotation", "-90", "-i", lying, "-c", "copy"), PHONE);
      } catch (IOException older) {
        run(List.of("-i", lying, "-c", "copy", "-metadata:s:v:0", "rotate=90"), PHONE);
      }
    } catch (IOException e) {
      folder.resolve(PHONE).toFile().delete();
    }
  }

  private void run(List<String> arguments, String file) throws IOException {
    List<String> command = new ArrayList<>(List.of(tools.ffmpeg().toString(), "-v", "error", "-y"));
    command.addAll(arguments);
    command.add(folder.resolve(file).toString());
    ToolRun.of(command).requireSuccess("making " + file);
  }

  /** A film with sound. */
  String film() {
    return origin.url() + FILM;
  }

  /** The bytes of the film. */
  byte[] filmBytes() throws IOException {
    return Files.readAllBytes(folder.resolve(FILM));
  }

  /** A text whose name says that it is a film. */
  String text() {
    return origin.url() + TEXT;
  }

  /** A playlist whose name says that it is a film; it names the trap. */
  String playlist() {
    return origin.url() + PLAYLIST;
  }

  /** What is not there. */
  String missing() {
    return origin.url() + "missing.mp4";
  }

  /** An address that is none of these. */
  Trap trap() {
    return trap;
  }

  String url() {
    return origin.url().toString();
  }

  @Override
  public void close() {
    origin.close();
    try (trap;
        Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      // The system clears its folder of temporary files.
    }
  }
}
