// Minimal filtering F(TILE×TILE, 3×3): TILE outputs of a 3-tap filter from TILE + 2 inputs with as many products (Lavin and Gray 2015, sections
// 4.1 and 4.3):
//   y = A' ((G g) * (B' d)), in two dimensions Y = A' ((G g G') * (B' d B)) A
// The transforms of one line. Filters that are known at load the host transforms.
#ifndef CNNVULKAN_WINOGRAD_GLSL
#define CNNVULKAN_WINOGRAD_GLSL

// Outputs along one side of a tile, 2 or 4, and inputs. Arrays are as long as the larger needs.
layout(constant_id = 4) const uint TILE = 4;
const uint REACH = TILE + 2;
const uint MOST = 6;

// B' d
void transform_input(inout vec4 d[MOST])
{
    if (TILE == 2) {
        vec4 sum = d[1] + d[2];
        vec4 difference = d[2] - d[1];
        d[0] -= d[2];
        d[3] = d[1] - d[3];
        d[1] = sum;
        d[2] = difference;
        return;
    }
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

// G g
void transform_filter(vec4 g[3], out vec4 u[MOST])
{
    vec4 ends = g[0] + g[2];
    u[0] = g[0];
    if (TILE == 2) {
        u[1] = 0.5 * (ends + g[1]);
        u[2] = 0.5 * (ends - g[1]);
        u[3] = g[2];
        return;
    }
    vec4 far = g[0] / 24.0 + g[2] / 6.0;
    u[0] = g[0] / 4.0;
    u[1] = (ends + g[1]) / -6.0;
    u[2] = (ends - g[1]) / -6.0;
    u[3] = far + g[1] / 12.0;
    u[4] = far - g[1] / 12.0;
    u[5] = g[2];
}

// A' m
void transform_output(vec4 m[MOST], out vec4 y[MOST])
{
    vec4 sum1 = m[1] + m[2];
    vec4 difference1 = m[1] - m[2];
    if (TILE == 2) {
        y[0] = m[0] + sum1;
        y[1] = difference1 - m[3];
        return;
    }
    vec4 sum2 = m[3] + m[4];
    vec4 difference2 = m[3] - m[4];
    y[0] = m[0] + sum1 + sum2;
    y[1] = difference1 + 2.0 * difference2;
    y[2] = sum1 + 4.0 * sum2;
    y[3] = difference1 + 8.0 * difference2 + m[5];
}

#endif
