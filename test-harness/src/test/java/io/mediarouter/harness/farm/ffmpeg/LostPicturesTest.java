package io.mediarouter.harness.farm.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.mediarouter.container.ContainerReader;
import io.mediarouter.harness.farm.Farm;
import io.mediarouter.media.Format;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a transcoder makes whose pictures are lost on the way, while its sound is complete. */
class LostPicturesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "MP4, -c:v libx264 -c:a aac -movflags +empty_moov+frag_keyframe -f mp4",
    "MP4, -c:v libx264 -c:a aac -f mp4",
    "WEBM, -c:v libvpx -c:a vorbis -strict experimental -ac 2 -f webm"
  })
  void soundWithoutThePicturesThatWerePromised_isToldApart(Format format, String arguments)
      throws Exception {
    ContainerReader lost = read(format, make("-vf select=0 " + arguments));
    ContainerReader whole = read(format, make(arguments));

    assertThat(lost.hasSamples()).isTrue();
    assertThat(lost.playSeconds()).isCloseTo(2, offset(0.2));
    assertThat(lost.hasPictures()).isFalse();
    assertThat(whole.hasPictures()).isTrue();
  }

  private static ContainerReader read(Format format, Path made) throws Exception {
    ContainerReader reader = ContainerReader.of(format);
    reader.feed(Files.readAllBytes(made));
    return reader;
  }

  private Path make(String arguments) throws Exception {
    Path file = folder.resolve("made" + arguments.hashCode());
    List<String> command = new ArrayList<>(List.of(Farm.FFMPEG.ffmpeg().toString(), "-v", "error"));
    command.addAll(List.of("-f", "lavfi", "-i", "testsrc2=s=96x54:r=10:d=2"));
    command.addAll(List.of("-f", "lavfi", "-i", "sine=f=440:d=2", "-pix_fmt", "yuv420p"));
    command.addAll(List.of(arguments.split(" ")));
    command.add(file.toString());
    ToolRun.of(command).requireSuccess("encoding");
    return file;
  }
}
