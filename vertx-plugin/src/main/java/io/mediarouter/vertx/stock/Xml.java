package io.mediarouter.vertx.stock;

import java.io.StringReader;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The reader of small XML answers: names without their spaces, and nothing from elsewhere. */
final class Xml {
  private static final XMLInputFactory FACTORY = factory();

  private Xml() {}

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

  /**
   * Reads a document.
   *
   * @param begun is told each element's name at its start
   * @param ended is told each element's name and the text directly before its end
   * @throws IllegalArgumentException if it is none
   */
  static void read(String document, Consumer<String> begun, BiConsumer<String, String> ended) {
    try {
      XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(document));
      var text = new StringBuilder();
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          text.setLength(0);
          begun.accept(reader.getLocalName());
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          ended.accept(reader.getLocalName(), text.toString().strip());
          text.setLength(0);
        } else if (event == XMLStreamConstants.CHARACTERS) {
          text.append(reader.getText());
        }
      }
    } catch (XMLStreamException e) {
      throw new IllegalArgumentException("no XML");
    }
  }
}
