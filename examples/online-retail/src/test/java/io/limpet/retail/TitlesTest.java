package io.limpet.retail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TitlesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WHITE HANGING HEART T-LIGHT HOLDER   | White Hanging Heart T-Light Holder
          SET/4 ASSTD T-LIGHTS , W LED         | Set of 4 Assorted T-Lights, with LED
          S/4 CACTI CANDLES                    | Set of 4 Cacti Candles
          3 TIER CAKE TIN RED AND CREAM        | 3 Tier Cake Tin Red and Cream
          JAM MAKING SET WITH JARS             | Jam Making Set with Jars
          50'S CHRISTMAS GIFT BAG LARGE        | 50's Christmas Gift Bag Large
          BLUE B'FLY C/COVER W BOBBLES         | Blue Butterfly Cushion Cover with Bobbles
          POLYESTER FILLER PAD 45x45cm         | Polyester Filler Pad 45x45cm
          PINK/BLUE STRING CURTAIN             | Pink/Blue String Curtain
          DOORMAT I LOVE LONDON                | Doormat I Love London
          *Boombox Ipod Classic                | Boombox Ipod Classic
          THE KING GIFT BAG 25x24x12cm         | The King Gift Bag 25x24x12cm
          LETTER "A" BLING KEY RING            | Letter "A" Bling Key Ring
          3D DOG PICTURE PLAYING CARDS         | 3D Dog Picture Playing Cards
          CHILDREN'S APRON DOLLY GIRL.         | Children's Apron Dolly Girl
          BAG 500g SWIRLY MARBLES              | Bag 500g Swirly Marbles
          FAIRY TALE COTTAGE NIGHTLIGHT, 60CM  | Fairy Tale Cottage Nightlight, 60cm
          """)
  void readLikeTitles(String printed, String title) {
    assertThat(Titles.of(printed)).isEqualTo(title);
  }

  @Test
  void theMostFrequentDescriptionWinsAndThenTheFirst() {
    assertThat(Titles.mostFrequent(Map.of("B", 2, "A", 2, "C", 1))).isEqualTo("A");
    assertThat(Titles.mostFrequent(Map.of("B", 3, "A", 2))).isEqualTo("B");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DOORMAT UNION FLAG            | Soft Furnishings
          HAND OVER THE CHOCOLATE SIGN  | Home Decor
          LUNCH BAG RED RETROSPOT       | Bags & Travel
          SET OF 6 SNOWMEN T-LIGHTS     | Christmas
          PACK OF 72 RETROSPOT CAKE CASES | Party
          REGENCY CAKESTAND 3 TIER      | Kitchen & Dining
          BLUE SHINY THINGUMMY          | Other
          """)
  void categoriesFollowTheSurestWord(String title, String category) {
    assertThat(Categories.load().of(title)).isEqualTo(category);
  }
}
