// The error function, which GLSL does not have.
#ifndef CNNVULKAN_ERROR_FUNCTION_GLSL
#define CNNVULKAN_ERROR_FUNCTION_GLSL

// Abramowitz and Stegun 7.1.26 has an absolute error of 1.5e-7, below what float32 sums lose.
float error_function(float x)
{
    float a = abs(x);
    float t = 1.0 / (1.0 + 0.3275911 * a);
    float y = 1.0 - ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * exp(-a * a);
    return x < 0.0 ? -y : y;
}

#endif
