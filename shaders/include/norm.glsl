// The two halves of a p-norm: powers before the sum, the root after it. pow of 0 or of a power of two loses bits on some drivers, so the
// norms in use, 1 and 2, do without it.
#ifndef CNNVULKAN_NORM_GLSL
#define CNNVULKAN_NORM_GLSL

// |x|^exponent
float power_of(float x, float exponent)
{
    float a = abs(x);
    if (exponent == 1.0)
        return a;
    if (exponent == 2.0)
        return a * a;
    return a == 0.0 ? 0.0 : pow(a, exponent);
}

// sum^(1/exponent)
float root_of(float sum, float exponent)
{
    if (exponent == 1.0)
        return sum;
    if (exponent == 2.0)
        return sqrt(sum);
    return sum == 0.0 ? 0.0 : pow(sum, 1.0 / exponent);
}

#endif
