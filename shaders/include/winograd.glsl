// Minimal filtering F(4×4, 3×3): four outputs of a 3-tap filter from six inputs with six products (Lavin and Gray 2015, section 4.3):
//   y = A' ((G g) * (B' d)), in two dimensions Y = A' ((G g G') * (B' d B)) A
// The transforms of one line; the host transforms the filters.
#ifndef CNNVULKAN_WINOGRAD_GLSL
#define CNNVULKAN_WINOGRAD_GLSL

// Outputs along one side of a tile, and inputs: 4 + 3 - 1.
const uint TILE = 4;
const uint REACH = 6;

// B' d
void transform_input(inout vec4 d[REACH])
{
    vec4 even = d[4] - 4.0 * d[2];
    vec4 odd = d[3] - 4.0 * d[1];
    vec4 near = d[4] - d[2];
    vec4 far = 2.0 * (d[3] - d[1]);
    vec4 first = 4.0 * d[0] - 5.0 * d[2] + d[4];
    vec4 last = 4.0 * d[1] - 5.0 * d[3] + d[5];
    d[0] = first;
    d[1] = even + odd;
    d[2] = even - odd;
    d[3] = near + far;
    d[4] = near - far;
    d[5] = last;
}

// A' m
void transform_output(vec4 m[REACH], out vec4 y[TILE])
{
    vec4 sum1 = m[1] + m[2];
    vec4 difference1 = m[1] - m[2];
    vec4 sum2 = m[3] + m[4];
    vec4 difference2 = m[3] - m[4];
    y[0] = m[0] + sum1 + sum2;
    y[1] = difference1 + 2.0 * difference2;
    y[2] = sum1 + 4.0 * sum2;
    y[3] = difference1 + 8.0 * difference2 + m[5];
}

#endif
