package io.limpet.trainer.forecast;

import io.limpet.trainer.forecast.Demand.Series;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What a forecast is made from: the past of the series, by its own level, so that items that sell
 * ones and items that sell thousands are alike; its category's and the shop's trend. Of a week, all
 * that is told is of the weeks before it. Immutable.
 */
final class DemandFeatures {
  /** Numbers of a row. */
  static final int COUNT = 24;

  private static final int LONG = 26;
  private static final int MIDDLE = 13;
  private static final double LEAST_LEVEL = 0.1;

  private final Demand demand;
  private final Map<String, double[]> categories = new HashMap<>();
  private final double[] shop;

  DemandFeatures(Demand demand) {
    this.demand = demand;
    this.shop = new double[demand.weeks()];
    for (Series series : demand.series()) {
      if (series.isItem()) {
        for (int week = 0; week < shop.length; week++) {
          shop[week] += series.pieces()[week];
        }
      } else {
        categories.put(series.key(), series.pieces());
      }
    }
  }

  /**
   * What a series is divided by before it is forecast.
   *
   * @param level pieces a week lately, above 0
   * @param change mean absolute change from week to week lately, above 0
   */
  record Scale(double level, double change) {}

  /** The last weeks before one, as many as are asked for and the series is old. */
  private record Past(double[] numbers, int first, int week) {
    double mean(int weeks) {
      double sum = 0;
      for (int at = Math.max(0, week - weeks); at < week; at++) {
        sum += numbers[at];
      }
      return sum / Math.min(weeks, week - first);
    }

    /** Pieces so many weeks ago, 1 for the last; 0 before there was any week. */
    double ago(int weeks) {
      return week >= weeks ? numbers[week - weeks] : 0;
    }

    double change(int weeks) {
      double sum = 0;
      for (int back = 1; back < weeks; back++) {
        sum += Math.abs(ago(back) - ago(back + 1));
      }
      return sum;
    }

    /** Of so many weeks those with anything. */
    int sold(int weeks) {
      int sold = 0;
      for (int back = 1; back <= weeks; back++) {
        sold += ago(back) > 0 ? 1 : 0;
      }
      return sold;
    }
  }

  Scale scale(Series series, int week) {
    Past past = new Past(series.pieces(), series.first(), week);
    int age = week - series.first();
    double level = 0.5 * past.mean(8) + 0.5 * past.mean(LONG);
    double change = past.change(LONG) / Math.min(age, LONG - 1);
    return new Scale(Math.max(LEAST_LEVEL, level), Math.max(0.3, change));
  }

  /** The row of a series that {@link Series#isKnownAt} the week. */
  float[] row(Series series, int week) {
    Past past = new Past(series.pieces(), series.first(), week);
    double[] ordered = Arrays.stream(series.orders()).asDoubleStream().toArray();
    Past orders = new Past(ordered, series.first(), week);
    int age = week - series.first();
    double level = scale(series, week).level();
    double[] category = categories.getOrDefault(series.category(), shop);
    Past own = new Past(category, 0, week);
    Past all = new Past(shop, 0, week);
    int idle = 0;
    while (idle < week && series.pieces()[week - 1 - idle] == 0) {
      idle++;
    }
    double[] values = {
      relative(past.ago(1), level),
      relative(past.ago(2), level),
      relative(past.ago(3), level),
      relative(past.ago(4), level),
      relative(past.mean(4), level),
      relative(past.mean(8), level),
      relative(past.mean(MIDDLE), level),
      relative(past.mean(LONG), level),
      relative(most(past), level),
      relative(median(past), level),
      Math.log(level),
      past.sold(4) / 4.0,
      past.sold(MIDDLE) / (double) MIDDLE,
      past.sold(LONG) / (double) Math.min(LONG, age),
      Math.log1p(Math.min(idle, LONG)),
      Math.log1p(age),
      Math.log1p(orders.mean(4)),
      Math.log1p(orders.mean(MIDDLE)),
      Math.log((past.mean(MIDDLE) + 0.1) / (orders.mean(MIDDLE) + 0.1)),
      Math.log(series.price() + 0.1),
      past.change(MIDDLE) / (MIDDLE - 1) / (level + 0.05),
      Math.log((own.mean(4) + 1) / (own.mean(MIDDLE) + 1)),
      Math.log((all.mean(4) + 1) / (all.mean(MIDDLE) + 1)),
      Math.log((own.ago(1) + 1) / (own.mean(4) + 1)),
    };
    float[] row = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      row[i] = (float) values[i];
    }
    return row;
  }

  private static double relative(double pieces, double level) {
    return Math.log((pieces + 0.05 * level + 0.05) / (level + 0.05));
  }

  private static double most(Past past) {
    double most = 0;
    for (int back = 1; back <= MIDDLE; back++) {
      most = Math.max(most, past.ago(back));
    }
    return most;
  }

  private static double median(Past past) {
    double[] last = new double[8];
    for (int back = 1; back <= last.length; back++) {
      last[back - 1] = past.ago(back);
    }
    Arrays.sort(last);
    return (last[3] + last[4]) / 2;
  }

  Demand demand() {
    return demand;
  }
}
