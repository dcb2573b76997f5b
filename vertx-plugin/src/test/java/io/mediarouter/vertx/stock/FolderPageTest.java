package io.mediarouter.vertx.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of folders as servers give them. */
class FolderPageTest {
  private static final Instant MOMENT = Instant.parse("2026-11-25T10:00:00Z");

  /** As Apache writes it, and with an address for one that others write. */
  private static final String MULTISTATUS =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <D:multistatus xmlns:D="DAV:" xmlns:ns0="DAV:">
      <D:response xmlns:lp1="DAV:"><D:href>/dav/films%20of%20all/</D:href><D:propstat><D:prop>
      <lp1:resourcetype><D:collection/></lp1:resourcetype>
      <lp1:getlastmodified>Wed, 25 Nov 2026 10:00:00 GMT</lp1:getlastmodified></D:prop>
      <D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
      <D:response xmlns:lp1="DAV:"><D:href>/dav/films%20of%20all/a%2bb%20%c3%bc.mp4</D:href>
      <D:propstat><D:prop><lp1:resourcetype/><lp1:getcontentlength>12</lp1:getcontentlength>
      <lp1:getlastmodified>Wed, 25 Nov 2026 10:00:00 GMT</lp1:getlastmodified></D:prop>
      <D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
      <D:response xmlns:lp1="DAV:"><D:href>http://host/dav/films%20of%20all/sub/</D:href>
      <D:propstat><D:prop><lp1:resourcetype><D:collection/></lp1:resourcetype></D:prop>
      <D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
      </D:multistatus>
      """;

  @Test
  void webDav_tellsOfFilesAndFolders_andOfTheFolderItself() {
    FolderPage page =
        FolderPage.ofMultistatus(MULTISTATUS, "films%20of%20all/", "/dav/films%20of%20all/");

    assertThat(page.folders()).containsExactly("films%20of%20all/sub/");
    assertThat(page.files())
        .containsExactly(new ListedFile("films%20of%20all/a+b%20%C3%BC.mp4", 12, MOMENT));
  }

  @Test
  void nginx_tellsOfThemInJson() {
    String json =
        """
        [{"name":"sub dir","type":"directory","mtime":"Wed, 25 Nov 2026 10:00:00 GMT"},
         {"name":"a+b.mp4","type":"file","mtime":"Wed, 25 Nov 2026 10:00:00 GMT","size":12},
         {"name":"../x","type":"file","size":1}, {"name":"odd","type":"file","mtime":"soon"}]
        """;

    FolderPage page = FolderPage.ofJson(json, "films/");

    assertThat(page.folders()).containsExactly("films/sub%20dir/");
    assertThat(page.files())
        .containsExactly(
            new ListedFile("films/a+b.mp4", 12, MOMENT), new ListedFile("films/odd", -1, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "<html>", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;"})
  void whatIsNoList_isRefused(String text) {
    assertThatThrownBy(() -> FolderPage.ofMultistatus(text, "", "/"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FolderPage.ofJson(text, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
