// hnswlib in C++ as a contender of `limpet bench index`; says and answers what Contender.java does.
// Compiled by the benchmark: c++ -O3 -march=native -std=c++17 hnswlib.cpp

#include <hnswlib/hnswlib.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <unordered_set>
#include <vector>

using Clock = std::chrono::steady_clock;

template <typename T>
static std::vector<T> read(const std::string& path) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  std::vector<T> all(static_cast<size_t>(in.tellg()) / sizeof(T));
  in.seekg(0);
  in.read(reinterpret_cast<char*>(all.data()), static_cast<std::streamsize>(all.size() * sizeof(T)));
  return all;
}

static double seconds(Clock::time_point from) {
  return std::chrono::duration<double>(Clock::now() - from).count();
}

int main(int, char** arguments) {
  const std::string folder = arguments[1];
  const size_t dimensions = std::stoul(arguments[2]);
  const size_t m = std::stoul(arguments[3]);
  const size_t construction = std::stoul(arguments[4]);
  const auto vectors = read<float>(folder + "/vectors");
  const auto queries = read<float>(folder + "/queries");
  const auto best = read<int32_t>(folder + "/best");
  const size_t rows = vectors.size() / dimensions;
  const size_t asked = queries.size() / dimensions;
  const size_t wanted = best.size() / asked;

  const auto began = Clock::now();
  hnswlib::InnerProductSpace space(dimensions);
  hnswlib::HierarchicalNSW<float> index(&space, rows, m, construction);
  for (size_t row = 0; row < rows; row++) {
    index.addPoint(vectors.data() + row * dimensions, row);
  }
  std::printf("built %.2f\n", seconds(began));
  std::fflush(stdout);

  std::string command;
  size_t k;
  size_t ef;
  while (std::cin >> command >> k >> ef) {
    index.setEf(ef);
    if (command == "recall") {
      size_t found = 0;
      for (size_t i = 0; i < asked; i++) {
        const auto* exact = best.data() + i * wanted;
        const std::unordered_set<size_t> top(exact, exact + k);
        auto hits = index.searchKnn(queries.data() + i * dimensions, k);
        for (; !hits.empty(); hits.pop()) {
          found += top.count(hits.top().second);
        }
      }
      std::printf("%.5f\n", static_cast<double>(found) / static_cast<double>(k * asked));
    } else {
      double millis;
      std::cin >> millis;
      std::vector<double> micros;
      const auto from = Clock::now();
      while (seconds(from) * 1e3 < millis) {
        const auto start = Clock::now();
        index.searchKnn(queries.data() + (micros.size() % asked) * dimensions, k);
        micros.push_back(seconds(start) * 1e6);
      }
      const double took = seconds(from);
      std::sort(micros.begin(), micros.end());
      std::printf("%.1f %.1f %.1f\n", static_cast<double>(micros.size()) / took,
                  micros[micros.size() / 2], micros[micros.size() * 99 / 100]);
    }
    std::fflush(stdout);
  }
  return 0;
}
