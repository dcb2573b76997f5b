package io.mediarouter.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.media.IntRange;
import io.mediarouter.media.RenditionParameters;
import io.mediarouter.media.RenditionRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestClassifierTest {
  private static final RenditionRequest SMALL =
      RenditionParameters.read(Map.of("height", "360", "vb", "800k"), RenditionRequest.DEFAULT);

  private final RequestClassifier classifier =
      new RequestClassifier("/media", Map.of("360p", SMALL), UrgencyRule.NONE);

  @ParameterizedTest
  @ValueSource(strings = {"/", "/index.html", "/media", "/mediatheque/clip.mp4", "/Media/clip.mp4"})
  void pathOutsideThePrefix_isNotMedia(String target) {
    assertThat(classify(target)).isSameAs(Classification.NOT_MEDIA);
  }

  @Test
  void noRenditionAsked_isTheOriginal() {
    MediaRequest request = media("/media/films/clip%20one.mp4");

    assertThat(request.asset().path()).isEqualTo("films/clip one.mp4");
    assertThat(request.wantsOriginal()).isTrue();
  }

  @Test
  void playersTelemetry_isNoRendition() {
    assertThat(media("/media/clip.mp4?CMCD=bl%3D2100").wantsOriginal()).isTrue();
  }

  @Test
  void rangesAndTolerance_areRead() {
    MediaRequest request = media("/media/clip.mp4?height=360..720&vb=400k..1200k&tolerance=near");

    assertThat(request.tolerance()).isEqualTo(Tolerance.NEAR);
    assertThat(request.rendition()).isNotNull();
    assertThat(request.rendition().height()).isEqualTo(new IntRange(360, 720));
    assertThat(request.rendition().videoBitRate()).isEqualTo(new IntRange(400_000, 1_200_000));
  }

  @Test
  void preset_givesItsRendition_andParametersRefineIt() {
    assertThat(media("/media/clip.mp4?preset=360p").rendition()).isEqualTo(SMALL);
    var refined = media("/media/clip.mp4?vb=600k&preset=360p").rendition();
    assertThat(refined).isNotNull();
    assertThat(refined.videoBitRate()).isEqualTo(IntRange.exactly(600_000));
    assertThat(refined.height()).isEqualTo(IntRange.exactly(360));
  }

  @Test
  void queryAlone_isReadAsInARequest() {
    assertThat(classifier.named("vb=600k&preset=%3360p"))
        .isEqualTo(media("/media/clip.mp4?vb=600k&preset=360p").rendition());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /media/c.mp4?preset=9000p           | preset   | 360p
          /media/c.mp4?height=361             | height   | even numbers
          /media/c.mp4?height=0               | height   | 16..8192
          /media/c.mp4?width=99999999999      | width    | 16..8192
          /media/c.mp4?height=-2              | height   | even numbers
          /media/c.mp4?fps=1e9                | fps      | 1..240
          /media/c.mp4?vb=1                   | vb       | bits per second
          /media/c.mp4?vb=999999999M          | vb       | bits per second
          /media/c.mp4?format=exe             | format   | mp4, webm, m4a, opus, mp3, jpeg
          /media/c.mp4?acodec=mp2             | acodec   | aac, opus, mp3, none
          /media/c.mp4?t=abc                  | t        | seconds
          /media/c.mp4?start=86401            | start    | 0..86400
          /media/c.mp4?height=720..360        | height   | low..high
          /media/c.mp4?height=360..721        | height   | even numbers
          /media/c.mp4?vb=400k..              | vb       | bits per second
          /media/c.mp4?tolerance=some         | tolerance| exact, near, any
          /media/c.mp4?hieght=360             | hieght   | height
          /media/c.mp4?height=360&height=720  | height   | once
          """)
  void parameterThatCannotBeServed_isNamedWithWhatIsAllowed(
      String target, String parameter, String allowed) {
    Problem problem = refused(target);

    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.parameter()).isEqualTo(parameter);
    assertThat(problem.allowed()).contains(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/media/",
        "/media//clip.mp4",
        "/media/../secret.mp4",
        "/media/a/%2e%2e/b.mp4",
        "/media/a%2Fb.mp4",
        "/media/a%5c..%5cb.mp4",
        "/media/a;x=1.mp4",
        "/media/a%00.mp4",
        "/media/a%.mp4",
        "/media/a%4",
        "/media/a%ff.mp4",
        "/media/a\u00e9.mp4",
        "/media/a b.mp4"
      })
  void pathWithoutOneCanonicalForm_isRefused(String target) {
    assertThat(refused(target).status()).isEqualTo(400);
  }

  @Test
  void overlongUrl_isRefused() {
    Problem problem = refused("/media/clip.mp4?preset=" + "x".repeat(9000));

    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.detail()).contains("at most 8192");
  }

  @Test
  void otherMethods_areRefused() {
    Classification found = classifier.classify(new Head("POST", "/media/clip.mp4", null));

    assertThat(((Classification.Refused) found).problem().status()).isEqualTo(405);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          2.mp4                          | films/2.mp4 | 240
          ./2.mp4                        | films/2.mp4 | 240
          2.mp4%3Fheight%3D480           | films/2.mp4 | 480
          2.mp4?height=480&tolerance=any | films/2.mp4 | 480
          2.mp4%3Fpreset%3D360p%26CMCD%3Dsu | films/2.mp4 | 360
          a%2520b.mp4                    | films/a b.mp4 | 240
          ..%2Fother%2F2.mp4             | other/2.mp4 | 240
          ''                             | films/1.mp4 | 240
          ..%2F..%2F..%2Fadmin%2Fjobs    | - | -
          %252e%252e%2F2.mp4             | - | -
          %2Fmedia%2Fx.mp4               | - | -
          %2F%2Fevil.example%2Fx.mp4     | - | -
          http%3A%2F%2Fevil.example%2Fx  | - | -
          2.mp4%3Fpreset%3Dnone          | - | -
          2.mp4%3Fheight%3D480%26height%3D4 | - | -
          2.mp4%                         | - | -
          %3Fheight%3D480                | - | -
          """)
  void announcedRequest_isReadLikeARequest_orIsNone(String hint, String asset, Integer height) {
    UrgencyRule announcing =
        (head, cmcd) -> new Urgency(Priority.DEFAULT, null, List.of(String.valueOf(cmcd)));
    var reader = new RequestClassifier("/media", Map.of("360p", SMALL), announcing);
    String query = "height=240&CMCD=" + URLEncoder.encode(hint, StandardCharsets.UTF_8);
    var found =
        (Classification.Media) reader.classify(new Head("GET", "/media/films/1.mp4", query));

    if (asset == null) {
      assertThat(found.next()).isEmpty();
    } else {
      assertThat(found.next())
          .singleElement()
          .satisfies(
              next -> {
                assertThat(next.asset().path()).isEqualTo(asset);
                assertThat(next.rendition().height()).isEqualTo(IntRange.exactly(height));
              });
    }
  }

  @Test
  void announcedOriginal_isNothingToMake() {
    UrgencyRule announcing =
        (head, cmcd) -> new Urgency(Priority.DEFAULT, null, List.of("2.mp4", ""));
    var reader = new RequestClassifier("/media", Map.of(), announcing);
    var found = (Classification.Media) reader.classify(new Head("GET", "/media/1.mp4", null));

    assertThat(found.next()).isEmpty();
  }

  private Problem refused(String target) {
    return ((Classification.Refused) classify(target)).problem();
  }

  private MediaRequest media(String target) {
    return ((Classification.Media) classify(target)).request();
  }

  private Classification classify(String target) {
    int mark = target.indexOf('?');
    return classifier.classify(
        mark < 0
            ? new Head("GET", target, null)
            : new Head("GET", target.substring(0, mark), target.substring(mark + 1)));
  }

  private record Head(String method, String path, @Nullable String query) implements RequestHead {
    @Override
    public Optional<String> header(String name) {
      return Optional.empty();
    }

    @Override
    public String client() {
      return "192.0.2.1";
    }
  }
}
