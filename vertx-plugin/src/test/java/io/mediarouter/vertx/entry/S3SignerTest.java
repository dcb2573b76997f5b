package io.mediarouter.vertx.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediarouter.vertx.config.servers.S3Config;
import io.mediarouter.vertx.entry.Entry.S3Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures as the definition of S3's version 4 gives them, for its example's keys and moment. */
class S3SignerTest {
  private static final String HOST = "examplebucket.s3.amazonaws.com";
  private static final Instant MOMENT = Instant.parse("2013-05-24T00:00:00Z");
  private static final S3Keys KEYS =
      new S3Keys("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", null);

  private static S3Signer signer(Instant now) {
    return new S3Signer(new S3Entry(S3Config.DEFAULT, KEYS), InstantSource.fixed(now));
  }

  @ParameterizedTest
  @CsvSource({
    "/?lifecycle=, fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
    "/?max-keys=2&prefix=J, 34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"
  })
  void fields_areThoseOfTheDefinition(String target, String signature) {
    Map<String, String> fields = signer(MOMENT).sign("GET", HOST, target, S3Signer.EMPTY);

    assertThat(fields.get("authorization"))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + " SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature="
                + signature);
    assertThat(fields).containsEntry("x-amz-date", "20130524T000000Z");
  }

  @Test
  void address_isThatOfTheDefinition() {
    String target = signer(MOMENT).presign(HOST, "/test.txt", MOMENT, Duration.ofSeconds(86400));

    assertThat(target)
        .startsWith("/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7")
        .endsWith("=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
  }

  /** Transcoding servers tell by the address whether two tasks are of one source. */
  @Test
  void address_staysTheSameForHours_andIsGoodForSixMore() {
    String first = signer(MOMENT).presign(HOST, "/a");
    String later = signer(MOMENT.plus(Duration.ofMinutes(359))).presign(HOST, "/a");
    String next = signer(MOMENT.plus(Duration.ofMinutes(360))).presign(HOST, "/a");

    assertThat(later).isEqualTo(first).contains("X-Amz-Expires=43200");
    assertThat(next).isNotEqualTo(first);
  }

  @Test
  void temporaryCredentials_haveTheirTokenSigned() {
    var keys = new S3Keys("K", "S", "a token/+");
    var signer = new S3Signer(new S3Entry(S3Config.DEFAULT, keys), InstantSource.fixed(MOMENT));

    assertThat(signer.sign("GET", HOST, "/", S3Signer.EMPTY))
        .containsEntry("x-amz-security-token", "a token/+")
        .hasEntrySatisfying(
            "authorization", field -> assertThat(field).contains("x-amz-security-token,"));
    assertThat(signer.presign(HOST, "/a")).contains("X-Amz-Security-Token=a%20token%2F%2B&");
  }

  @ParameterizedTest
  @CsvSource({
    "/a/b c+ü,                /a/b%20c%2B%C3%BC",
    "/a/b%20c%2b%C3%BC,       /a/b%20c%2B%C3%BC",
    "/a!$&()*+;=:@/%7E~,       /a%21%24%26%28%29%2A%2B%3B%3D%3A%40/~~",
    "/a//b/./c%2Fd,           /a//b/./c/d",
    "/100%,                   /100%25",
    "/?b=2&a=x y&a=,          /?a=&a=x%20y&b=2",
    "/?uploads,               /?uploads=",
    "/?list-type=2&prefix=a/, /?list-type=2&prefix=a%2F"
  })
  void targets_haveOneForm(String written, String strict) {
    assertThat(S3Signer.strict(written)).isEqualTo(strict);
    assertThat(S3Signer.strict(strict)).isEqualTo(strict);
  }

  @Test
  void secrets_areInNoText() {
    var entry = new S3Entry(S3Config.DEFAULT, new S3Keys("K", "very secret", "a token"));

    assertThat(entry.toString()).doesNotContain("very secret", "a token");
  }
}
