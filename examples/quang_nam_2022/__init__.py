"""The 2022 coordination plan of two agencies of Quảng Nam, told from draft to renewed."""
