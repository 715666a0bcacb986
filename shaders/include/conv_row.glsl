// The part of one input row that 4*PIXEL_VECTORS neighbouring outputs of a convolution see. Neighbours overlap, so the row is loaded into registers
// once and each tap picks its pixels from there.
//
// Include after input_data and the constants PIXEL_VECTORS, KERNEL_W, STRIDE_W, DILATION_W and INSIDE are declared.
#ifndef CNNVULKAN_CONV_ROW_GLSL
#define CNNVULKAN_CONV_ROW_GLSL

// First to last element that the outputs see.
const uint ROW_SPAN = (4 * PIXEL_VECTORS - 1) * STRIDE_W + (KERNEL_W - 1) * DILATION_W + 1;

float row[ROW_SPAN];

// Loads the row, with 0 for what lies outside the input. Elements that no tap picks are never used, so the compiler drops their loads.
void load_row(uint plane_start, int left, int y, uint width, uint height)
{
    if (INSIDE) {
        uint start = plane_start + uint(y) * width + uint(left);
        [[unroll]] for (uint i = 0; i < ROW_SPAN; i++)
            row[i] = VALUE(input_data[start + i]);
    } else {
        bool row_inside = uint(y) < height;
        uint start = plane_start + (row_inside ? uint(y) * width : 0u);
        [[unroll]] for (uint i = 0; i < ROW_SPAN; i++) {
            uint x = uint(left + int(i));
            bool inside = row_inside && x < width;
            // Loaded from the row's first element where outside: a branch costs more than a load.
            float value = VALUE(input_data[start + (inside ? x : 0u)]);
            row[i] = inside ? value : 0.0;
        }
    }
}

// The four pixels that tap kx of the outputs 4*v to 4*v + 3 sees.
vec4 row_pixels(uint kx, uint v)
{
    uint at = kx * DILATION_W + v * 4 * STRIDE_W;
    return vec4(row[at], row[at + STRIDE_W], row[at + 2 * STRIDE_W], row[at + 3 * STRIDE_W]);
}

#endif
